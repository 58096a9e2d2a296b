import Timekeeping

/// What is said of signatures that apt's gpgv accepts today: keys that end soon, and what apt's later versions make of them.
struct SignerRules {
    let signatures: SignatureCheck
    let source: ReleaseSource
    let suite: String
    /// Fingerprints of the primary keys whose signatures count.
    let signers: [String]
    let now: Instant
    /// Days before its end at which a key is told of.
    let warningDays: Int64

    func findings() -> [Finding] { expiryFindings() + secondOpinion() }

    /// As long as one of the signers goes on, apt does too: then it is only a note.
    private func expiryFindings() -> [Finding] {
        let keys = signatures.keyrings.keys.filter { signers.contains($0.fingerprint) }
        let ending = keys.filter { $0.expires(within: warningDays, of: now) && !$0.expires(within: 0, of: now) }
        let severity = keys.allSatisfy { $0.expires(within: warningDays, of: now) } ? Severity.warning : .note
        return ending.map { key in
            Finding(
                severity, .keyExpiresSoon, path: source.path, suites: [suite],
                expected: "a key that lasts \(warningDays) days more",
                found: "\(key.fingerprint) ends at \(key.expires?.iso8601 ?? "no time")")
        }
    }

    private func secondOpinion() -> [Finding] {
        guard let armor = source.signatures, let refusal = signatures.sequoiaRefusal(of: armor, over: source.text)
        else {
            return []
        }
        return [
            Finding(
                .warning, .sequoiaRefuses, path: source.path, suites: [suite],
                expected: "a signature that apt 3 takes too", found: refusal,
                aptSays: "Sub-process /usr/bin/sqv returned an error code (1), error message is: \(refusal)")
        ]
    }
}
