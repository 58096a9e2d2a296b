import ArchiveModel
import Posix

/// What apt warns of in the fields that name a suite and rank it, and refuses nothing for.
struct NameRules {
    let release: ReleaseFile
    let path: String
    /// Its path below `dists/`.
    let suite: String

    func findings() -> [Finding] { nameFindings() + flagFindings() }

    /// apt compares Codename and Suite with the name in sources.list, its last part stripped where it has a slash
    /// (`pkgAcqMetaBase::VerifyVendor`, apt-pkg/acquire-item.cc). Who writes the name of a symlink is spared the warning that
    /// who writes the directory's own gets, so only that one counts.
    private func nameFindings() -> [Finding] {
        let accepted = [suite] + (suite.contains("/") ? [splitPath(suite).directory] : [])
        if [release.codename, release.suite].contains(where: { $0.map(accepted.contains) ?? false }) { return [] }
        let codename = release.codename ?? ""
        return [
            Finding(
                .warning, .releaseNameConflict, path: path, suites: [suite], expected: suite,
                found: [release.codename, release.suite].compactMap { $0 }.joined(separator: ", "),
                aptSays: AptPhrases.conflictingDistribution(path, expected: suite, found: codename))
        ]
    }

    private func flagFindings() -> [Finding] {
        release.malformedFlags.map { name, value in
            Finding(
                .warning, .releaseFlagMalformed, path: path, suites: [suite], expected: "\(name): yes or no",
                found: "\(name): \(value)", aptSays: AptPhrases.unknownFlag(value))
        }
    }
}
