import Configuration
import MirrorRegistry
import Posix
import Reporting
import StateStore
import Timekeeping

extension OpenRegistry {
    /// Hands a mail to the mail system, or leaves it in the report to be printed where none is configured.
    ///
    /// - Returns: whether it is done with; a mail that could not be sent is a remark, and due again.
    func send(_ mail: OutgoingMail, _ report: inout RegistryRunReport) throws(Failure) -> Bool {
        guard !configuration.sendMail.isEmpty, !report.isDryRun else {
            report.printedMails.append("To: \(mail.to)\nSubject: \(mail.subject)\n\n\(mail.body)")
            return true
        }
        let text = mail.text(
            from: configuration.mailFrom ?? mailSender, date: now,
            messageID: "<\(randomToken())@\(machine.hostName)>")
        do throws(SendMailFault) {
            try sendMail(
                text, program: configuration.sendMail, searchPath: machine.searchPath,
                interruption: machine.interruption)
            return true
        } catch {
            report.remarks.append("a mail was not sent (\(mail.to)): \(error.message)")
            return false
        }
    }

    private var mailSender: String { "mirrorward@\(machine.hostName)" }

    /// Writes to the operators whose mirrors left the list, came back, or will lose their certificate, and to those approved.
    func sendNotices(_ checks: RunChecks, _ report: inout RegistryRunReport) throws(Failure) {
        let listings = try stored { () throws(StateStoreError) in try store.listings(of: name) }
        var occasions: [NoticeOccasion] = []
        for listing in listings where listing.fields.contact != nil {
            var report = checks.last(listing)
            if report == nil { report = try latestCheck(of: listing)?.report }
            occasions.append(
                NoticeOccasion(
                    listing: listing, report: report, reason: try lastReason(listing), slot: slotSetup(listing)))
        }
        var rules = NoticeRules()
        rules.certificateDays = Int64(configuration.limits.certificateDays)
        let sent = try stored { () throws(StateStoreError) in
            try store.mailCount(in: name, since: Instant(today))
        }
        rules.runLimit = max(0, configuration.limits.mailsPerDay - sent)
        for notice in dueNotices(for: occasions, from: try noticeSender(), rules: rules, at: now) {
            try deliver(notice, &report)
        }
    }

    /// Recorded first and sent then, so that no crash makes it come twice; what could not be sent is due again.
    private func deliver(_ notice: Notice, _ report: inout RegistryRunReport) throws(Failure) {
        try note(notice, isTold: true)
        let mail = OutgoingMail(to: notice.to, subject: notice.subject, body: notice.body)
        if try send(mail, &report) { report.mailCount += 1 } else { try note(notice, isTold: false) }
    }

    private func note(_ notice: Notice, isTold: Bool) throws(Failure) {
        try atomically { () throws(Failure) in
            let present = try stored { () throws(StateStoreError) in
                try store.listing(notice.listing, of: name)
            }
            guard var listing = present else { return }
            if isTold {
                listing.health.note(told: notice.key, at: now)
            } else {
                listing.health.told[notice.key] = nil
            }
            let told = listing
            try stored { () throws(StateStoreError) in
                try store.update(told, of: name)
                if isTold {
                    try store.recordMail(notice.key, to: notice.listing, in: name, at: now)
                } else {
                    try store.forgetMail(notice.key, to: notice.listing, in: name)
                }
            }
        }
    }

    /// Why the listing stands where it stands, as the log has it.
    private func lastReason(_ listing: Listing) throws(Failure) -> String {
        let log = try stored { () throws(StateStoreError) in
            try store.log(of: name, listing: listing.number, limit: 20)
        }
        return log.first { $0.to == listing.state && $0.from != $0.to }?.reason ?? ""
    }

    private func noticeSender() throws(Failure) -> NoticeSender {
        var sender = NoticeSender(archive: configuration.title)
        sender.listURL = configuration.publicURL
        sender.policyURL = configuration.policyURL
        sender.contact = configuration.contact
        sender.nextCheckAt = now.adding(seconds: 86_400)
        sender.healthRules = healthRules
        return sender
    }
}
