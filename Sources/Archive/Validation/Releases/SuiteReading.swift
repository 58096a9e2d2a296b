import ArchiveModel
import Posix

/// Reads the Release file of a suite as far as somebody vouches for it.
struct SuiteReading {
    let request: ValidationRequest
    let tree: ArchiveTree
    let signatures: SignatureCheck
    let suite: DiscoveredSuite

    /// A Release that may be acted on.
    struct Trusted {
        let release: ReleaseFile
        var facts: SuiteFacts
        let isSigned: Bool
    }

    struct Outcome {
        let releasePath: String
        let isArchived: Bool
        var findings: [Finding] = []
        /// nil when nothing of the suite can be trusted or read.
        var trusted: Trusted?
    }

    /// - Throws: `ValidationError`, where gpgv gives no answer.
    func run() throws(ValidationError) -> Outcome {
        let path = suite.releasePath
        var outcome = Outcome(releasePath: path, isArchived: isArchived)
        let source: ReleaseSource
        do throws(ReleaseSourceError) { source = try suite.releaseSource(tree) } catch {
            outcome.findings.append(error.finding(suite: suite.name))
            return outcome
        }
        outcome.findings += permissionFindings(path)
        if !suite.hasInRelease, source.signatures != nil { outcome.findings += permissionFindings("\(path).gpg") }
        let authenticity = try authenticate(source)
        outcome.findings += authenticity.findings
        guard authenticity.isTrusted, let digest = signedTextDigest(of: source.text) else { return outcome }
        outcome.findings += try ReleaseTwins(
            tree: tree, signatures: signatures, suite: suite, inRelease: source, allowsUnsigned: request.allowsUnsigned
        ).findings()
        let reading = read(source, digest, signers: authenticity.signers)
        outcome.findings += reading.findings
        outcome.trusted = reading.trusted
        return outcome
    }

    private var isArchived: Bool {
        ([suite.name] + suite.aliases).contains { name in
            request.archivedPatterns.contains { matches(name, pattern: $0) }
        }
    }

    private struct Authenticity {
        var findings: [Finding]
        var signers: [String] = []
        var isTrusted: Bool
    }

    private func authenticate(_ source: ReleaseSource) throws(ValidationError) -> Authenticity {
        guard let armor = source.signatures, !request.keyrings.isEmpty else {
            let isAllowed = request.allowsUnsigned
            let finding = Finding(
                isAllowed ? .warning : .error, isAllowed ? .unsignedAllowed : .unsigned, path: source.path,
                suites: [suite.name], expected: isAllowed ? nil : "a signature", found: "none",
                aptSays: isAllowed ? nil : AptPhrases.notSigned(source.path))
            return Authenticity(findings: [finding], isTrusted: isAllowed)
        }
        let judgement = SignatureJudgement(
            path: source.path, suite: suite.name, isArchived: isArchived,
            status: try signatures.status(of: armor, over: source.text))
        let findings = judgement.findings()
        let rules = SignerRules(
            signatures: signatures, source: source, suite: suite.name, signers: judgement.signers, now: request.now,
            warningDays: request.keyWarningDays)
        let isSound = !isArchived && !findings.contains { $0.severity == .error }
        return Authenticity(
            findings: findings + (isSound ? rules.findings() : []), signers: judgement.signers,
            isTrusted: judgement.isVouchedFor)
    }

    private func read(
        _ source: ReleaseSource, _ digest: String, signers: [String]
    ) -> (trusted: Trusted?, findings: [Finding]) {
        let release: ReleaseFile
        do throws(ReleaseError) { release = try ReleaseFile(signedText: source.text) } catch {
            return (nil, [error.finding(path: source.path, suite: suite.name)])
        }
        var facts = SuiteFacts(release, signedTextDigest: digest)
        facts.signers = signers
        var findings = release.faults.compactMap {
            $0.finding(releasePath: source.path, directory: suite.directory, suite: suite.name)
        }
        findings += NameRules(release: release, path: source.path, suite: suite.name).findings()
        findings += weakFindings(release, source.path)
        findings += freshnessFindings(release, digest, source.path)
        for (_, accepted) in request.accepted(under: suite) {
            findings += changeFindings(from: accepted.facts, to: facts, source.path)
        }
        return (Trusted(release: release, facts: facts, isSigned: !signers.isEmpty), findings)
    }

    /// Once for each state that was accepted under one of its names: a symlink must not bring back an old one unseen.
    private func freshnessFindings(_ release: ReleaseFile, _ digest: String, _ path: String) -> [Finding] {
        var findings: [Finding] = []
        let accepted = request.accepted(under: suite).map(\.suite)
        for accepted in accepted.isEmpty ? [nil] : accepted.map({ Optional($0) }) {
            let rules = FreshnessRules(
                release: release, signedTextDigest: digest, path: path, suite: suite.name, isArchived: isArchived,
                now: request.now, accepted: accepted)
            findings += rules.findings().filter { !findings.contains($0) }
        }
        return findings
    }

    private func changeFindings(from old: SuiteFacts, to new: SuiteFacts, _ path: String) -> [Finding] {
        ChangedFields(old: old, new: new, path: path, suite: suite.name).findings()
            + GoneParts(
                old: old, new: new, named: request.named.union(request.selection.named), path: path, suite: suite.name
            ).findings()
    }

    private func weakFindings(_ release: ReleaseFile, _ path: String) -> [Finding] {
        if release.hasStrongSection { return [] }
        return [
            Finding(
                isArchived ? .warning : .error, .releaseHashesWeak, path: path, suites: [suite.name],
                expected: "SHA256 or SHA512", found: release.algorithms.map(\.releaseFieldName).joined(separator: ", "),
                aptSays: AptPhrases.weakRelease(path))
        ]
    }

    private func permissionFindings(_ path: String) -> [Finding] {
        guard let status = try? tree.status(path), status.permissions & 0o004 == 0 else { return [] }
        return [
            Finding(
                .error, .fileNotWorldReadable, path: path, suites: [suite.name],
                found: "mode \(String(status.permissions, radix: 8))")
        ]
    }
}

extension ValidationRequest {
    /// What was last accepted under the names of a suite, its own first; of equal states one.
    func accepted(under suite: DiscoveredSuite) -> [(name: String, suite: AcceptedSuite)] {
        var result: [(name: String, suite: AcceptedSuite)] = []
        for name in [suite.name] + suite.aliases.sorted() {
            guard let known = accepted[name], !result.contains(where: { $0.suite.facts == known.facts }) else {
                continue
            }
            result.append((name, known))
        }
        return result
    }
}

extension SuiteFacts {
    init(_ release: ReleaseFile, signedTextDigest: String) {
        self.init(signedTextDigest: signedTextDigest)
        date = release.date
        validUntil = release.validUntil
        origin = release.origin
        label = release.label
        suite = release.suite
        codename = release.codename
        version = release.version
        notAutomatic = release.notAutomatic
        butAutomaticUpgrades = release.butAutomaticUpgrades
        architectures = release.architectures
        components = release.components
    }
}
