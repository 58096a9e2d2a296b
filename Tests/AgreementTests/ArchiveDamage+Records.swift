import TestSupport

extension ArchiveDamage {
    private static let packagesPath = "all/binary-amd64/Packages"
    private static let sourcesPath = "all/source/Sources"
    private static let debPath = "pool/all/b/birdsong/birdsong_1.0-1~wren_amd64.deb"
    private static let dscPath = "pool/all/b/birdsong/birdsong_1.0-1~wren.dsc"

    /// A change of the text of Packages; Release and signature follow it.
    private static func packages(
        _ description: String, _ change: @escaping @Sendable (String) -> String
    ) -> ArchiveDamage {
        release(.dotdeb, "Packages: \(description)") { suite in
            let text = suite.indexes[packagesPath]?.text ?? ""
            suite.indexes[packagesPath]?.text = change(text)
        }.rulingOnly("dists/wren/\(packagesPath)", debPath)
    }

    private static func sources(_ description: String, _ change: @escaping @Sendable (String) -> String)
        -> ArchiveDamage
    {
        release(.dotdeb, "Sources: \(description)") { suite in
            let text = suite.indexes[sourcesPath]?.text ?? ""
            suite.indexes[sourcesPath]?.text = change(text)
        }.rulingOnly("dists/wren/\(sourcesPath)", dscPath)
    }

    static var packageRecords: [ArchiveDamage] {
        let fields = ["Package", "Version", "Architecture", "Maintainer", "Description", "Filename", "Size", "SHA256"]
        return fields.flatMap { field in
            [
                packages("\(field) removed") { $0.settingFirst(field, nil) },
                packages("\(field) without a value") { $0.settingFirst(field, "") },
                packages("\(field) garbled") { $0.settingFirst(field, "%&! (garbage)") },
            ]
        } + packageValues + packageSyntax
    }

    private static var packageValues: [ArchiveDamage] {
        func set(_ description: String, _ field: String, _ change: @escaping @Sendable (String) -> String)
            -> ArchiveDamage
        {
            packages(description) { $0.settingFirst(field, change($0.first(field))) }
        }
        return [
            set("Size too large by one", "Size") { "\((Int($0) ?? 0) + 1)" },
            set("Size too small by one", "Size") { "\((Int($0) ?? 0) - 1)" },
            set("Size 0", "Size") { _ in "0" }, set("Size negative", "Size") { "-" + $0 },
            set("Size in hexadecimal", "Size") { _ in "0x400" },
            set("Size beyond 64 bits", "Size") { _ in "99999999999999999999999" },
            set("Size with a sign", "Size") { "+" + $0 }, set("Size with a unit", "Size") { $0 + " bytes" },
            set("SHA256 of another file", "SHA256") { String($0.reversed()) },
            set("SHA256 in upper case", "SHA256") { $0.uppercased() },
            set("SHA256 too short", "SHA256") { String($0.dropLast()) }, set("SHA256 too long", "SHA256") { $0 + "0" },
            set("SHA256 that is no hexadecimal", "SHA256") { "z" + $0.dropFirst() },
            set("Filename with ./", "Filename") { "./" + $0 },
            set("Filename with .. inside", "Filename") { $0.replacing("/birdsong/", with: "/birdsong/../birdsong/") },
            set("Filename that leaves the tree", "Filename") { "../../../" + $0 },
            set("Filename absolute", "Filename") { "/" + $0 },
            set("Filename with two slashes", "Filename") { $0.replacing("pool/", with: "pool//") },
            set("Filename with . inside", "Filename") { $0.replacing("pool/", with: "pool/./") },
            set("Filename percent-encoded", "Filename") { $0.replacing("~", with: "%7e") },
            set("Filename of a file that is not there", "Filename") { $0 + ".gone" },
            set("Filename as a URL", "Filename") { "http://example.org/" + $0 },
            set("Filename with a backslash", "Filename") { $0.replacing("/all/", with: "\\all\\") },
            set("Version that dpkg refuses", "Version") { _ in "no version" },
            set("Version with two epochs", "Version") { "1:2:" + $0 },
            set("Architecture of another machine", "Architecture") { _ in "s390x" },
            set("Architecture with a blank", "Architecture") { _ in "amd64 arm64" },
            set("Package in upper case", "Package") { $0.uppercased() },
            set("Package with a blank", "Package") { $0 + " x" },
        ]
    }

    private static var packageSyntax: [ArchiveDamage] {
        func adding(_ description: String, _ line: String) -> ArchiveDamage {
            packages(description) { $0.replacing("Package: birdsong\n", with: "Package: birdsong\n\(line)\n") }
        }
        return [
            adding("a Depends that cannot be read", "Depends: ((("), adding("an empty Depends", "Depends:"),
            adding("a Depends on what is not there", "Depends: gone (>= 1)"),
            adding("a line without a colon", "nonsense"),
            adding("a field twice", "Size: 5"), adding("a NUL in a field", "X-Odd: a\u{0}b"),
            adding("a comment", "# a comment"),
            adding("an MD5sum of another file", "MD5sum: \(String(repeating: "0", count: 32))"),
            adding("a SHA512 of another file", "SHA512: \(String(repeating: "0", count: 128))"),
            adding("a wrong SHA1", "SHA1: \(String(repeating: "0", count: 40))"),
            adding("an SHA1 too short", "SHA1: 00"),
            adding("bytes that are not UTF-8 text", "X-Text: \u{1}\u{2}"),
            adding("a Multi-Arch that nobody knows", "Multi-Arch: perhaps"),
            adding("a Provides that cannot be read", "Provides: a (<< 1"),
            adding("a Priority that nobody knows", "Priority: none-such"),
            adding("Essential: yes", "Essential: yes"),
            adding("a value of 20 kB", "X-Long: \(String(repeating: "x", count: 20_000))"),
            packages("a web page") { _ in "<html><body>Please log in.</body></html>\n" },
            packages("empty") { _ in "" }.omitting("birdsong=1.0-1~wren", "feather-data=1.0-1~wren"),
            packages("three empty lines between stanzas") { $0.replacing("\n\n", with: "\n\n\n\n") },
            packages("empty lines at the beginning") { "\n\n" + $0 },
            packages("lines that end with CR LF") { $0.replacing("\n", with: "\r\n") },
            packages("the last line without an end") { String($0.dropLast(2)) }, packages("a stanza twice") { $0 + $0 },
            packages("field names in lower case") {
                $0.replacing("Size:", with: "size:").replacing("Filename:", with: "filename:")
            },
            packages("cut within a stanza") { String($0.prefix($0.count - 120)) },
            packages("one version twice with other hashes") { text in
                text + text.settingFirst("SHA256", String(text.first("SHA256").reversed())).upToFirstStanza
            },
            packages("a stanza less") { String($0.dropFirst($0.upToFirstStanza.count)) }.omitting(
                "birdsong=1.0-1~wren"),
        ]
    }

    static var sourceRecords: [ArchiveDamage] {
        func line(_ description: String, _ change: @escaping @Sendable ([String]) -> [String]) -> ArchiveDamage {
            sources(description) { text in
                guard let line = text.split(separator: "\n").first(where: { $0.hasSuffix(".dsc") }) else { return text }
                let words = change(line.split(separator: " ").map(String.init))
                return text.replacing(line, with: " " + words.joined(separator: " "), maxReplacements: 1)
            }
        }
        return ["Package", "Binary", "Version", "Directory"].flatMap { field in
            [
                sources("\(field) removed") { $0.settingFirst(field, nil) },
                sources("\(field) without a value") { $0.settingFirst(field, "") },
            ]
        } + [
            sources("Checksums-Sha256 under another name") { $0.replacing("Checksums-Sha256:", with: "X-Sums:") },
            sources("Checksums-Sha256 of MD5 alone, as Files") { $0.replacing("Checksums-Sha256:", with: "Files:") },
            sources("Directory absolute") { $0.replacing("Directory: ", with: "Directory: /") },
            sources("Directory with ..") { $0.replacing("Directory: pool/", with: "Directory: pool/../pool/") },
            sources("Directory that leaves the tree") { $0.replacing("Directory: ", with: "Directory: ../../") },
            sources("Directory that is not there") { $0.replacing("Directory: pool/", with: "Directory: loop/") },
            sources("Directory with ./") { $0.replacing("Directory: ", with: "Directory: ./") },
            sources("Directory with / at its end") { $0.settingFirst("Directory", $0.first("Directory") + "/") },
            sources("a line without a colon") { $0.replacing("Binary:", with: "nonsense\nBinary:") },
            sources("empty") { _ in "" }.omitting("birdsong=1.0-1~wren", "feather-data=1.0-1~wren"),
            sources("a web page") { _ in "<html></html>\n" },
            line("a size wrong") { [$0[0], "\((Int($0[1]) ?? 0) + 1)", $0[2]] },
            line("a size that is no number") { [$0[0], "many", $0[2]] },
            line("a line of two words") { [$0[0], $0[2]] },
            line("a line of four words") { $0 + ["more"] },
            line("a hash of another file") { [String($0[0].reversed()), $0[1], $0[2]] },
            line("a hash too short") { [String($0[0].dropLast()), $0[1], $0[2]] },
            line("a hash in upper case") { [$0[0].uppercased(), $0[1], $0[2]] },
            line("a name with a slash") { [$0[0], $0[1], "x/" + $0[2]] },
            line("a name that leaves the directory") { [$0[0], $0[1], "../birdsong/" + $0[2]] },
            line("a name that is not there") { [$0[0], $0[1], "gone-" + $0[2]] },
        ]
    }

    private func omitting(_ names: String...) -> ArchiveDamage {
        var damage = self
        damage.omitted = names
        return damage
    }

    /// The damage, with these paths in place of Release.
    private func rulingOnly(_ paths: String...) -> ArchiveDamage {
        var damage = self
        damage.paths = paths
        return damage
    }
}

extension String {
    /// The value of the first field of this name; empty without one.
    fileprivate func first(_ field: String) -> String {
        let line = split(separator: "\n").first { $0.hasPrefix("\(field): ") } ?? ""
        return String(line.dropFirst(field.count + 2))
    }

    /// With the first field of this name set to `value`, or without it.
    fileprivate func settingFirst(_ field: String, _ value: String?) -> String {
        var isDone = false
        return split(separator: "\n", omittingEmptySubsequences: false).compactMap { line -> String? in
            guard !isDone, line.hasPrefix("\(field):") else { return String(line) }
            isDone = true
            return value.map { "\(field): \($0)" }
        }.joined(separator: "\n")
    }

    fileprivate var upToFirstStanza: String {
        ranges(of: "\n\n").first.map { String(self[..<$0.upperBound]) } ?? self
    }
}
