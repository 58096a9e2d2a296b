/// Makes the filter rules of a selection.
///
/// The first rule that matches decides, so rules that include stand only before the exclusion that they soften, and what
/// concerns one name (`binary-amd64`) is decided for component and architecture together.
struct SelectionRules {
    let suites: [String]
    let components: [String]
    let architectures: [String]
    let hasSources: Bool
    let excludes: [String]
    let knownComponents: Set<String>

    var all: [FilterRule] {
        excludes.map { .exclude($0, .exclude) } + suiteRules + otherComponents + sourceRules + indexRules + poolRules
    }

    /// Symlinks of `dists/` stay: only after the transfer is known where they lead.
    private var suiteRules: [FilterRule] {
        guard !suites.isEmpty else { return [] }
        let above = Set(suites.flatMap(Self.ancestors)).subtracting(suites).sorted()
        return above.map { .include("/dists/\($0)/", .suites) } + suites.map { .include("/dists/\($0)", .suites) }
            + above.map { .exclude("/dists/\($0)/*", .suites) } + [.exclude("/dists/*/", .suites)]
    }

    /// Of `a/b/c`: `a` and `a/b`.
    private static func ancestors(of suite: String) -> [String] {
        let parts = suite.split(separator: "/")
        return (0..<max(parts.count - 1, 0)).map { parts[...$0].joined(separator: "/") }
    }

    /// Whole directories, where it is known that the name is a component's.
    private var otherComponents: [FilterRule] {
        guard !components.isEmpty else { return [] }
        let known = Self.components.union(knownComponents).union(knownComponents.map(lastPart))
        let parts = Set(components.flatMap { $0.split(separator: "/").map { String($0) } })
        return known.subtracting(components).subtracting(parts).filter(Self.isNoPoolLetter).sorted().flatMap { name in
            ["/dists/**/\(name)/", "/pool/\(name)/", "/pool/updates/\(name)/"].map { .exclude($0, .components) }
        }
    }

    /// Of Debian (policy section 2.2) and Ubuntu.
    private static let components: Set = [
        "main", "contrib", "non-free", "non-free-firmware", "universe", "multiverse", "restricted",
    ]

    /// A pool without components has `pool/a/` and `pool/liba/`, whatever the components are called.
    private static func isNoPoolLetter(_ name: String) -> Bool {
        name.count > 1 && !(name.hasPrefix("lib") && name.count == 4) && !name.contains { "*?[\\".contains($0) }
    }

    private var sourceRules: [FilterRule] {
        guard !hasSources else { return [] }
        let dists = ["/dists/**/source/", "/dists/**/Contents-source", "/dists/**/Contents-source.*"]
        // Tar archives outside of the pool are the installer's.
        let tar = ["gz", "xz", "bz2", "lzma", "zst"].flatMap { ["/pool/**.tar.\($0)", "/pool/**.tar.\($0).asc"] }
        return (dists + ["/pool/**.dsc", "/pool/**.diff.gz"] + tar).map { .exclude($0, .sources) }
    }

    /// What indexes of one kind are wanted, then that no others are.
    private var indexRules: [FilterRule] {
        var rules: [FilterRule] = []
        if !components.isEmpty || !architectures.isEmpty {
            let names = wantedArchitectures ?? ["*"]
            add(&rules, names.flatMap { ["binary-\($0)/", "debian-installer/binary-\($0)/"] }, but: "binary-*/")
            add(&rules, names.map { "installer-\($0)/" }, but: "installer-*/")
        }
        if !components.isEmpty {
            for name in ["source", "i18n", "dep11", "cnf", "debian-installer"] {
                add(&rules, ["\(name)/"], but: "\(name)/", .components)
            }
        }
        guard let wanted = wantedArchitectures else { return rules }
        // Of the suite itself in Ubuntu, of a component in Debian.
        let contents = (wanted + ["source"]).flatMap { [$0, "udeb-\($0)"] }.flatMap { suffixed("Contents-\($0)") }
        rules += contents.map { .include("/dists/**/\($0)", .architectures) }
        rules.append(.exclude("/dists/**/Contents-*", .architectures))
        for name in ["dep11/Components-", "dep11/CID-Index-", "cnf/Commands-"] {
            rules += wanted.flatMap { suffixed("\(name)\($0)") }.map { .include("/dists/**/\($0)", .architectures) }
            rules.append(.exclude("/dists/**/\(name)*", .architectures))
        }
        return rules
    }

    private var wantedArchitectures: [String]? {
        guard !architectures.isEmpty else { return nil }
        return architectures + (architectures.contains("all") ? [] : ["all"])
    }

    private func suffixed(_ name: String) -> [String] { [name, "\(name).*"] }

    private func add(
        _ rules: inout [FilterRule], _ wanted: [String], but others: String,
        _ reason: FilterRule.Reason = .architectures
    ) {
        let directories =
            components.isEmpty ? [""] : Set(components + components.map(lastPart)).sorted().map { "\($0)/" }
        for directory in directories {
            rules += wanted.map { .include("/dists/**/\(directory)\($0)", reason) }
        }
        rules.append(.exclude("/dists/**/\(others)", reason))
    }

    /// Only `<name>_<version>_<word>.deb` tells an architecture; anything else stays.
    private var poolRules: [FilterRule] {
        guard let wanted = wantedArchitectures else { return [] }
        return ["deb", "udeb", "ddeb"].flatMap { suffix -> [FilterRule] in
            wanted.map { .include("/pool/**_\($0).\(suffix)", .architectures) }
                + Self.wordLengths.map { count in
                    let word = "[a-z]" + String(repeating: "[a-z0-9-]", count: count - 1)
                    return .exclude("/pool/**_*_\(word).\(suffix)", .architectures)
                }
        }
    }

    /// Of the names of architectures, from `arc` to `uclibc-linux-mips64r6el` (dpkg-architecture -L of Debian 12).
    private static let wordLengths = 3...23
}
