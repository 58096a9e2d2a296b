import ArchiveModel
import MirrorRegistry

extension MirrorCheck {
    /// What tells two names of one machine: the certificate's key and the trace's host stand in the facts already.
    func noteServer(_ visit: AddressVisit?) {
        guard let visit else { return }
        if let trace, trace.isOwn {
            // Headers alone would do no good: one version of a server gives one ETag to a file that rsync copied with its time.
            facts.answerDigest = hexDigest(.sha256, of: trace.bytes)
        }
        add(
            .sameServer, visit.url.host, .passed, "what tells this server from others was noted",
            [
                Evidence("addresses", facts.hostAddresses.joined(separator: " ")),
                Evidence("certificate key", facts.certificateKey ?? ""), Evidence("trace host", facts.traceHost ?? ""),
                Evidence("trace", facts.answerDigest ?? ""),
            ])
    }

    /// The end of a budget is told and never passed over.
    func noteBounds() {
        let spent = [
            Evidence("requests", "\(session.requestCount) of \(settings.http.requestLimit)"),
            Evidence("bytes", "\(session.receivedByteCount) of \(settings.http.byteLimit)"),
        ]
        let host = wish.addresses.sorted().first?.host ?? ""
        guard stop != nil || !leftOut.isEmpty else {
            add(.bounds, host, .passed, "all of it fitted into the bounds of a check", spent)
            return
        }
        var names: [String] = []
        for name in leftOut where !names.contains(name) { names.append(name) }
        let shown = names.prefix(Self.shownCount).joined(separator: ", ")
        let further = names.count > Self.shownCount ? ", and \(names.count - Self.shownCount) more" : ""
        let reason = stop ?? "there is more than the bounds of a check allow"
        add(
            .bounds, host, .skipped, names.isEmpty ? reason : "\(reason); not looked at: \(shown)\(further)",
            spent + [Evidence("left out", names.prefix(40).joined(separator: ", "))])
    }

    private static let shownCount = 4
}
