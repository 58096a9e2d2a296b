import MirrorRegistry
import Timekeeping

extension MirrorCheck {
    /// Whether the address is one that may be looked at.
    func checkURL(_ url: MirrorURL) -> Bool {
        if let refusal = url.refusal(settings.http.allowance) {
            add(.url, url.text, .failed, "the address is not taken: \(refusal.message)")
            return false
        }
        add(.url, url.text, .passed, "the address is well-formed")
        return true
    }

    /// Whether every address that the host's name leads to is public.
    func checkAddresses(_ url: MirrorURL) -> Bool {
        if let known = hostResults[url.host] { return known }
        let reproduction = Reproduction.names(url.host)
        switch session.addresses(of: url.host) {
        case .success(let found):
            let addresses = found.map(\.text)
            facts.hostAddresses = Set(facts.hostAddresses).union(addresses).sorted()
            add(
                .addresses, url.host, .passed,
                addresses.count == 1
                    ? "its address may be contacted" : "all \(addresses.count) addresses may be contacted",
                [Evidence("addresses", addresses.joined(separator: " "))], reproduction: reproduction)
            hostResults[url.host] = true
        case .failure(let fault):
            add(.addresses, url.host, .failed, fault.message, reproduction: reproduction)
            hostResults[url.host] = false
        }
        return hostResults[url.host] ?? false
    }

    /// The items of the first answer of an address.
    func noteFirst(_ answer: HTTPAnswer, _ visit: inout AddressVisit, asked url: String) {
        guard !visit.isAnswered else { return }
        visit.isAnswered = true
        visit.address = answer.address
        add(
            .connection, visit.url.text, .passed, "a server answers",
            answer.origin + [
                Evidence("server", answer.headers["Server"] ?? ""), Evidence("http", answer.httpVersion),
                Evidence("seconds", hundredths(answer.seconds)),
            ], reproduction: Reproduction.head(url))
        if answer.address.contains(":") { facts.answersIPv6 = true } else { facts.answersIPv4 = true }
        if let certificate = answer.certificate, visit.url.scheme == .https { note(certificate, visit, failure: nil) }
        noteRedirects(answer, &visit, asked: url)
    }

    func noteRedirects(_ answer: HTTPAnswer, _ visit: inout AddressVisit, asked url: String) {
        guard !answer.redirects.isEmpty, !visit.hasRedirectItem else { return }
        visit.hasRedirectItem = true
        add(
            .redirect, url, .passed,
            "redirected \(answer.redirects.count == 1 ? "once" : "\(answer.redirects.count) times")",
            [Evidence("targets", answer.redirects.joined(separator: " "))],
            reproduction: Reproduction.curl(url, ["-I"]))
    }

    /// The item of an address that never answered.
    func noteNoAnswer(_ failure: HTTPFailure, _ visit: AddressVisit, asked url: String) {
        switch failure.fault {
        case .tls(let reason):
            note(failure.certificate, visit, failure: reason)
        case .redirectToHTTP, .redirectLoop, .tooManyRedirects:
            add(
                .redirect, url, .failed, failure.message, redirectEvidence(failure),
                reproduction: Reproduction.head(url))
        case _ where !failure.redirects.isEmpty:
            add(
                .redirect, url, .failed, "the redirect is not followed: \(failure.message)", redirectEvidence(failure),
                reproduction: Reproduction.curl(url, ["-I"], followsRedirects: false))
        case .refusedAddress, .ownAddress, .changedAddress, .url, .unusableURL:
            add(
                .addresses, url, .failed, failure.message, failure.origin,
                reproduction: Reproduction.names(visit.url.host))
        default:
            add(
                .connection, visit.url.text, .failed, failure.message, failure.origin,
                reproduction: Reproduction.head(url))
        }
    }

    private func redirectEvidence(_ failure: HTTPFailure) -> [Evidence] {
        failure.origin + [
            Evidence("location", failure.headers["Location"] ?? ""),
            Evidence("followed", failure.redirects.joined(separator: " ")),
        ]
    }

    private func note(_ certificate: PeerCertificate?, _ visit: AddressVisit, failure: TLSFailure?) {
        let reproduction = Reproduction.certificate(host: visit.url.host, port: visit.url.effectivePort)
        var evidence: [Evidence] = []
        if let certificate {
            facts.certificateKey = certificate.publicKeyDigest
            facts.certificateExpires = certificate.expires
            evidence = [
                Evidence("subject", certificate.subject), Evidence("issuer", certificate.issuer),
                Evidence("names", certificate.names.joined(separator: " ")),
                Evidence("expires", certificate.expires?.iso8601 ?? ""), Evidence("key", certificate.publicKeyDigest),
            ]
        }
        if let failure {
            add(
                .tls, visit.url.text, .failed,
                "the certificate or the handshake fails (\(failure.kind.rawValue)): \(failure.reason)",
                [Evidence("failure", failure.kind.rawValue)] + evidence, reproduction: reproduction)
            return
        }
        let left = certificate?.expires.map { $0.seconds(since: startedAt) }
        guard let left else {
            add(.tls, visit.url.text, .passed, "the certificate is valid", evidence, reproduction: reproduction)
            return
        }
        let isSoon = left < settings.certificateWarningDays * 86_400
        evidence.append(Evidence("days left", "\(left / 86_400)"))
        add(
            .tls, visit.url.text, isSoon ? .warned : .passed,
            "the certificate is valid for another \(humanDuration(left))", evidence, reproduction: reproduction)
    }
}

/// `value` with two decimals.
func hundredths(_ value: Double) -> String {
    let whole = Int64(max(0, min(value * 100, 1e15)).rounded())
    let fraction = whole % 100
    return "\(whole / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}
