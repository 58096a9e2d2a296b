/// What a client writes into its sources to use an address for one suite.
///
/// Source: sources.list(5); apt-transport-mirror(1).
struct SourcesLines: Sendable, Hashable {
    /// As apt is given it, as `https://mirror.example.org/dotdeb/`.
    let address: String
    let suite: String
    let face: RegistryFace
    /// Names of architectures, where the address has not all of the archive's.
    var architectures: [String] = []

    /// Of deb822, for a file that ends in `.sources`.
    var stanza: String {
        var lines = ["Types: deb", "URIs: \(Self.word(address))", "Suites: \(Self.word(suite))"]
        if !components.isEmpty { lines.append("Components: \(components.joined(separator: " "))") }
        if !architectures.isEmpty { lines.append("Architectures: \(architectures.joined(separator: " "))") }
        if let keyring { lines.append("Signed-By: \(keyring)") }
        return lines.joined(separator: "\n")
    }

    /// The one line of a file that ends in `.list`.
    var line: String {
        var options: [String] = []
        if !architectures.isEmpty { options.append("arch=\(architectures.joined(separator: ","))") }
        if let keyring { options.append("signed-by=\(keyring)") }
        let brackets = options.isEmpty ? [] : ["[\(options.joined(separator: " "))]"]
        return (["deb"] + brackets + [Self.word(address), Self.word(suite)] + components).joined(separator: " ")
    }

    /// A flat archive, whose suite is a path, has none.
    private var components: [String] { suite.hasSuffix("/") ? [] : face.components.map(Self.word) }

    private var keyring: String? { face.keyringPath.map(Self.word) }

    /// A line break or a blank in a name would begin something new.
    private static func word(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.value > 0x20 && $0.properties.generalCategory != .control }))
    }
}

extension PublicMirror {
    /// The address for apt: https before http; nil for a mirror that has rsync only.
    var sourcesAddress: MirrorURL? { address(.https) ?? address(.http) }

    /// The architectures to name in sources: none for a mirror that has all, or states none.
    func sourcesArchitectures(_ face: RegistryFace) -> [String] {
        let real = face.architectures.filter { $0 != "source" && $0 != "all" }
        let held = real.filter(Set(fields.architectures).contains)
        return held.isEmpty || held == real ? [] : held
    }
}

extension RegistryFace {
    /// The list as apt's mirror method reads it, where the list's own address is known.
    var mirrorMethodAddress: String? {
        guard let publicURL, PageLink(site: publicURL) != nil else { return nil }
        return "mirror+\(publicURL)\(publicURL.hasSuffix("/") ? "" : "/")mirrors.txt"
    }
}
