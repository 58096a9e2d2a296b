import Posix

/// Judges which suites are there: an emptied upstream must never pass.
struct SuiteInventory {
    let suites: [DiscoveredSuite]
    let liveSuites: [DiscoveredSuite]
    let tree: ArchiveTree

    func findings() -> [Finding] {
        var findings = flatFindings
        if suites.isEmpty {
            findings.append(Finding(.error, .noSuite, path: "dists", expected: "at least one suite", found: "none"))
        }
        let names = Set(suites.flatMap { [$0.name] + $0.aliases })
        for suite in liveSuites {
            for name in [suite.name] + suite.aliases where !names.contains(name) {
                findings.append(
                    Finding(
                        .error, .suiteGone, path: "dists/\(name)", suites: [name],
                        expected: "the suite that live serves",
                        found: "none", aptSays: AptPhrases.noRelease(name)))
            }
        }
        return findings
    }

    /// Only at the root: a flat archive deeper in the tree is not looked for yet.
    private var flatFindings: [Finding] {
        ["InRelease", "Release"].filter { (try? tree.status($0))??.kind == .regular }.prefix(1).map {
            Finding(.note, .flatArchiveNotValidated, path: $0)
        }
    }
}
