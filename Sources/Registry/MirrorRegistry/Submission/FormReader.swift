/// The addresses that fields name: `URL: https://...`, or `Site: host` with `Archive-http: /path/` as in Debian's form and masterlist.
struct FormReader {
    private var site: String?
    private var stated: [GivenAddress] = []
    private var paths: [(scheme: String, path: String, line: Int?)] = []
    /// The word before `-http`, in lower case.
    private let collection: String

    init(collection: String = "archive") { self.collection = asciiLowercased(collection) }

    private static let addressNames: Set<String> = [
        "url", "mirror", "mirror-url", "address", "http", "https", "rsync", "http-url", "https-url", "rsync-url",
    ]
    /// Names of Debian's form that say nothing of the mirror.
    private static let silentNames: Set<String> = [
        "submission-type", "submissiontype", "type", "trace-url", "mlannounce",
    ]

    /// - Parameter name: in lower case, with hyphens.
    /// - Returns: whether the field is one of those.
    mutating func take(_ name: String, _ value: String, line: Int?) -> Bool {
        let text = withoutBrackets(String(value.trimmed))
        if name == "site" {
            if site == nil { site = hostPart(text) }
            return true
        }
        if Self.silentNames.contains(name) { return true }
        if Self.addressNames.contains(name) {
            // Prose that begins with one of these words is no address, and several addresses may stand in one line.
            let words = text.split(whereSeparator: { " \t,".contains($0) }).map { withoutBrackets(String($0)) }
            let addresses = words.filter { $0.contains("://") || $0.contains("::") }
            let isAlone = words.count == 1 && addresses.isEmpty && text.contains(".")
            stated += (isAlone ? words : addresses).prefix(20).map { GivenAddress($0, line: line) }
            return isAlone || !addresses.isEmpty
        }
        for scheme in ["http", "https", "rsync"] where name == "\(collection)-\(scheme)" {
            if !text.isEmpty, paths.count < 10 { paths.append((scheme, text, line)) }
            return true
        }
        return false
    }

    /// Those that fields name whole, and those of the site with its paths.
    var addresses: [GivenAddress] {
        stated
            + paths.compactMap { scheme, path, line in
                if path.contains("://") { return GivenAddress(path, line: line) }
                guard let site, !site.isEmpty else { return nil }
                let slash = path.hasPrefix("/") ? "" : "/"
                return GivenAddress("\(scheme)://\(site)\(slash)\(path)", line: line)
            }
    }

    /// Of a site that someone wrote as an address: its host.
    private func hostPart(_ text: String) -> String {
        let behind = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        return String(behind.prefix { $0 != "/" })
    }
}

private func withoutBrackets(_ text: String) -> String {
    guard text.hasPrefix("<"), text.hasSuffix(">"), text.utf8.count > 2 else { return text }
    return String(text.dropFirst().dropLast())
}
