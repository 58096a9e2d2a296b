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
        let path = "\(suite.directory)/\(suite.hasInRelease ? "InRelease" : "Release")"
        var outcome = Outcome(releasePath: path, isArchived: isArchived)
        let source: ReleaseSource
        do throws(ReleaseSourceError) { source = try suite.releaseSource(tree) } catch {
            outcome.findings.append(error.finding(suite: suite.name))
            return outcome
        }
        outcome.findings += permissionFindings(path)
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
        return Authenticity(
            findings: findings, signers: judgement.signers, isTrusted: !findings.contains { $0.severity == .error })
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
        let accepted = request.accepted[suite.name]
        var findings = release.faults.compactMap {
            $0.finding(releasePath: source.path, directory: suite.directory, suite: suite.name)
        }
        findings += NameRules(release: release, path: source.path, suite: suite.name).findings()
        findings += weakFindings(release, source.path)
        findings += FreshnessRules(
            release: release, signedTextDigest: digest, path: source.path, suite: suite.name, isArchived: isArchived,
            now: request.now, accepted: accepted
        ).findings()
        if let old = accepted?.facts {
            findings += ChangedFields(old: old, new: facts, path: source.path, suite: suite.name).findings()
        }
        return (Trusted(release: release, facts: facts, isSigned: !signers.isEmpty), findings)
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
