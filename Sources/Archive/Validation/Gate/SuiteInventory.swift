import Posix

/// Judges which suites are there: an emptied upstream must never pass.
struct SuiteInventory {
    let suites: [DiscoveredSuite]
    let liveSuites: [DiscoveredSuite]
    let selection: Selection

    func findings() -> [Finding] {
        var findings: [Finding] = []
        if suites.isEmpty {
            findings.append(Finding(.error, .noSuite, path: "dists", expected: "at least one suite", found: "none"))
        }
        let names = Set(suites.flatMap { [$0.name] + $0.aliases })
        for suite in liveSuites {
            for name in [suite.name] + suite.aliases where !names.contains(name) && !isLeftOut(name) {
                findings.append(
                    Finding(
                        .error, .suiteGone, path: DiscoveredSuite.directory(of: name), suites: [name],
                        expected: "the suite that live serves",
                        found: "none", aptSays: AptPhrases.noRelease(name)))
            }
        }
        return findings
    }

    /// The suites that live serves and that are left out now.
    var leftOutSuites: [String] {
        let names = Set(suites.map(\.name))
        return liveSuites.map(\.name).filter { !names.contains($0) && isLeftOut($0) }
    }

    /// An alias goes with its suite: symlinks of `dists/` are never left out themselves.
    private func isLeftOut(_ name: String) -> Bool {
        if selection.isEverything { return false }
        let suite = liveSuites.first { $0.name == name || $0.aliases.contains(name) }
        let directory = DiscoveredSuite.directory(of: suite?.name ?? name)
        return selection.leftOutDirectory(directory) != nil
            || selection.leftOut(joinPath(directory, "Release")) != nil
    }
}
