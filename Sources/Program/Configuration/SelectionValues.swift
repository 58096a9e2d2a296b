/// What a name of the selection may be made of.
enum SelectedName {
    case suite, component, architecture
    /// Without wildcards; `./` and `debian/` are flat archives, as in sources.list(5).
    case exactSuite

    fileprivate var characters: String {
        switch self {
        case .suite: "._-+~/*?"
        case .component, .exactSuite: "._-+~/"
        case .architecture: "-"
        }
    }

    fileprivate var expectation: String {
        switch self {
        case .suite: "names of suites as below dists/, with * and ? for any characters"
        case .exactSuite: "names of suites as below dists/"
        case .component: "names of components, as main or updates/main"
        case .architecture: "names of architectures, as amd64"
        }
    }
}

/// Names become rsync's patterns: nothing that is a wildcard there may be in them, but in names of suites.
func readNames(_ value: String, _ kind: SelectedName, _ store: ([String]) -> Void) -> String? {
    let names = words(value)
    store(names)
    return !names.isEmpty && names.allSatisfy { isName($0, kind) } ? nil : kind.expectation
}

private func isName(_ name: String, _ kind: SelectedName) -> Bool {
    if kind == .exactSuite, name == "./" { return true }
    let isFlat = kind == .exactSuite && name.hasSuffix("/")
    let parts = (isFlat ? name.dropLast() : Substring(name)).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), !name.contains("**") else { return false }
    return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || kind.characters.contains($0)) }
}

/// Patterns of rsync(1), one a word; a file of rules takes them as they are, but for control characters.
func readPatterns(_ value: String, _ store: ([String]) -> Void) -> String? {
    let patterns = words(value)
    store(patterns)
    let isSound = patterns.allSatisfy { pattern in
        pattern != "/" && pattern.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }
    return isSound && !patterns.isEmpty ? nil : "patterns of rsync, one a word, as *-dbg_*.deb or /dists/old/"
}
