import ArchiveModel

/// Holds Release and Release.gpg against the InRelease beside them: apt takes InRelease and never looks at them, but old clients
/// and other tools do. So everything here is a warning.
struct ReleaseTwins {
    let tree: ArchiveTree
    let signatures: SignatureCheck
    let suite: DiscoveredSuite
    let inRelease: ReleaseSource
    let allowsUnsigned: Bool

    /// - Throws: `ValidationError`, where gpgv gives no answer.
    func findings() throws(ValidationError) -> [Finding] {
        guard suite.hasInRelease, suite.hasRelease else { return [] }
        let twin: ReleaseSource
        do throws(ReleaseSourceError) { twin = try suite.detachedSource(tree) } catch {
            return [error.finding(suite: suite.name).weighing(.warning)]
        }
        var findings: [Finding] = []
        let signed = ClearsignedMessage.signedForm(of: inRelease.text)
        if ClearsignedMessage.signedForm(of: twin.text) != signed { findings.append(unlike(twin)) }
        guard let armor = twin.signatures, inRelease.signatures != nil, !allowsUnsigned else { return findings }
        let status = try signatures.status(of: armor, over: twin.text)
        if !status.bad.isEmpty || status.isEmpty {
            findings.append(
                Finding(
                    .warning, .detachedSignatureBad, path: "\(twin.path).gpg", suites: [suite.name],
                    found: status.bad.isEmpty ? "no signature" : status.bad.joined(separator: ", ")))
        }
        return findings
    }

    private func unlike(_ twin: ReleaseSource) -> Finding {
        Finding(
            .warning, .releaseUnlikeInRelease, path: twin.path, suites: [suite.name],
            expected: signedTextDigest(of: inRelease.text), found: signedTextDigest(of: twin.text))
    }
}
