import Configuration
import MirrorRegistry
import Posix
import Reporting
import StateStore
import Timekeeping

extension OpenRegistry {
    package var spool: MailSpool { MailSpool(directory: configuration.spoolDirectory) }

    /// Reads the mails that wait, takes their submissions, and answers. A mail leaves the spool when all about it is recorded.
    func readSubmissions(_ report: inout RegistryRunReport) throws(Failure) {
        let spool = spool
        try Failure.ofSystem { () throws(SystemCallError) in try spool.create() }
        let (mails, complaints) = try readSpool(spool)
        report.remarks += complaints
        for mail in mails {
            do throws(Failure) { try take(mail, &report) } catch {
                // What one mail wishes and is not allowed must not come back each day and stop every run.
                guard case .transition(let fault) = error else { throw error }
                report.remarks.append("a mail was not taken: \(fault.message)")
            }
            try Failure.ofSystem { () throws(SystemCallError) in try spool.discard(mail.spooled) }
        }
    }

    private func take(_ mail: ReceivedMail, _ report: inout RegistryRunReport) throws(Failure) {
        let limit = configuration.limits.submissionsPerDay
        var count = 0
        if let key = mail.senderKey, !mail.message.isAutomatic {
            count =
                try stored { () throws(StateStoreError) in
                    try store.countSubmission(from: key, on: today, in: name)
                } - 1
        }
        switch decision(on: mail.message, countToday: count, limit: limit) {
        case .ignored(let reason):
            report.remarks.append("a mail was not read: it is \(reason.rawValue)")
        case .dropped: break
        case .refused:
            let draft = tooManyAnswer(limit: limit, face: try face())
            try answer(mail.message, draft, &report)
        case .read: try answer(mail.message, try takeWishes(mail.message, &report), &report)
        }
    }

    private func takeWishes(_ message: MailMessage, _ report: inout RegistryRunReport) throws(Failure) -> MailDraft {
        let reading = wishes(in: message)
        var outcomes: [SubmissionOutcome] = []
        for wish in reading.wishes {
            let outcome = try submit(wish, by: .submitter(wish.sender ?? message.answerAddress?.address ?? ""))
            outcomes.append(outcome)
            if case .received(let listing) = outcome { report.remarks.append("\(listing.host) was submitted by mail") }
        }
        let asksForProof = configuration.proof != .none
        return submissionAnswer(
            outcomes, faults: reading.faults, notes: reading.wishes.flatMap(\.notes), face: try face(),
            proof: asksForProof ? { proofRequest($0) } : nil)
    }

    private func answer(
        _ message: MailMessage, _ draft: MailDraft, _ report: inout RegistryRunReport
    ) throws(Failure) {
        guard let to = message.answerAddress else { return }
        let mail = OutgoingMail(
            to: to.address, subject: draft.subject, body: draft.body, inReplyTo: message.messageID)
        if try send(mail, &report) { report.mailCount += 1 }
    }
}

/// How an operator shows that the mirror is theirs.
func proofRequest(_ listing: Listing) -> String {
    """
    To show that you run it, publish this token in one of three places:
      \(listing.proofToken)
    - a line `Mirrorward-Proof: \(listing.proofToken)` in its trace
      (mirrorward writes it for `Registry-Token: TOKEN`),
    - the file /.well-known/mirrorward.txt of the host,
    - a TXT record of _mirrorward.\(listing.host).
    """
}
