import ArchiveModel
import Posix

/// What apt warns of in the fields that name a suite and rank it, and refuses nothing for.
struct NameRules {
    let release: ReleaseFile
    let path: String
    /// As `DiscoveredSuite.name`.
    let suite: String

    /// Of a flat archive apt compares nothing: `./` and `/` in a sources.list name no suite.
    func findings() -> [Finding] { (suite.hasSuffix("/") ? [] : nameFindings()) + flagFindings() }

    /// Of a flat archive whose pool paths begin at a directory above, so that a sources.list has to name it from there, as
    /// `deb U name/`. apt 2.6.2 takes the name with its slash and without it.
    func flatFindings(name: String) -> [Finding] { nameFindings(accepted: [name, "\(name)/"]) }

    /// apt compares Codename and Suite with the name in sources.list, its last part stripped where it has a slash
    /// (`pkgAcqMetaBase::VerifyVendor`, apt-pkg/acquire-item.cc). Who writes the name of a symlink is spared the warning that
    /// who writes the directory's own gets, so only that one counts.
    private func nameFindings() -> [Finding] {
        nameFindings(accepted: [suite] + (suite.contains("/") ? [splitPath(suite).directory] : []))
    }

    private func nameFindings(accepted: [String]) -> [Finding] {
        if [release.codename, release.suite].contains(where: { $0.map(accepted.contains) ?? false }) { return [] }
        let codename = release.codename ?? ""
        return [
            Finding(
                .warning, .releaseNameConflict, path: path, suites: [suite], expected: accepted.first,
                found: [release.codename, release.suite].compactMap { $0 }.joined(separator: ", "),
                aptSays: AptPhrases.conflictingDistribution(path, expected: accepted.first ?? suite, found: codename))
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
