import ArchiveModel
import Digests
import Posix
import TestSupport
import Timekeeping

/// A small signed archive in memory, written out for a test that then breaks it.
struct SampleArchive {
    struct Package {
        var name: String
        var version = "1.0"
        var architecture = "amd64"
        var content: [UInt8]
        var filename: String
        /// Fields that stand in place of the right ones; an empty value leaves the field out.
        var overrides: [String: String] = [:]
        /// Lines at the end of the stanza.
        var furtherFields = ""

        init(_ name: String, architecture: String = "amd64", content: String? = nil) {
            self.name = name
            self.architecture = architecture
            self.content = Array((content ?? "the package \(name) for \(architecture)").utf8)
            filename = "pool/main/\(name.prefix(1))/\(name)/\(name)_1.0_\(architecture).deb"
        }

        var stanza: String {
            let fields: KeyValuePairs = [
                "Package": name, "Version": version, "Architecture": architecture, "Filename": filename,
                "Size": "\(content.count)", "MD5sum": hex(.md5, content), "SHA256": hex(.sha256, content),
            ]
            return fields.map { name, value in
                let value = overrides[name] ?? value
                return value.isEmpty ? "" : "\(name): \(value)\n"
            }.joined() + furtherFields
        }
    }

    struct ListedLine {
        var name: String
        var digest: String
        var isLeftOut = false
    }

    var name = "stable"
    var codename = "stable"
    /// `name` where it is nil.
    var suiteField: String?
    /// `Sun, 22 Nov 2026 04:00:00 UTC`.
    var date: Instant? = Instant(CalendarDay(year: 2026, month: 11, day: 22), hour: 4)
    var validUntil: Instant?
    var fields: [(String, String)] = []
    var packages = [Package("aardvark"), Package("badger"), Package("common", architecture: "all")]
    var architectures = ["amd64"]
    var sources: [(name: String, files: [String: [UInt8]])] = [
        ("aardvark", ["aardvark_1.0.dsc": Array("dsc".utf8), "aardvark_1.0.tar.xz": Array("tar".utf8)])
    ]
    /// Text before the first and between any two stanzas of Packages.
    var packagesStart = ""
    var packagesGap = "\n"
    /// What Sources lists for each algorithm, from the right digest.
    var sourceDigest: @Sendable (HashAlgorithm, String) -> String = { $1 }
    var algorithms: [HashAlgorithm] = [.md5, .sha256]
    var signers: [SigningKeys.Name] = [.archive]
    var acquireByHash = true
    /// Files below the suite that Release lists beside those made here.
    var extraIndexes: [String: [UInt8]] = [:]
    /// What Release lists in a section, where it is not the truth: may change the name and the digest, or leave the line out.
    var relist: @Sendable (HashAlgorithm, inout ListedLine) -> Void = { _, _ in }
    /// Lines put at the end of the list of SHA256.
    var extraLines = ""
    var writesRelease = true

    /// A moment after `date` and before any `validUntil` of these tests.
    static let now = Instant(CalendarDay(year: 2026, month: 11, day: 22), hour: 12)

    var directory: String { "dists/\(name)" }

    /// The indexes that Release lists, by their paths below the suite; `Packages` bare is listed but not stored.
    func indexes() throws -> (listed: [String: [UInt8]], stored: Set<String>) {
        var bare: [String: [UInt8]] = [:]
        for architecture in architectures {
            let stanzas = packages.filter { $0.architecture == architecture || $0.architecture == "all" }.map(\.stanza)
            bare["main/binary-\(architecture)/Packages"] = Array(
                (packagesStart + stanzas.joined(separator: packagesGap)).utf8)
        }
        if !sources.isEmpty { bare["main/source/Sources"] = Array(sourceStanzas.utf8) }
        bare["main/i18n/Translation-en"] = Array("Package: aardvark\nDescription-en: an animal\n".utf8)
        var listed = bare
        for (path, content) in bare {
            listed["\(path).gz"] = try filtered(content, by: "gzip", ["-nc"])
            listed["\(path).xz"] = try filtered(content, by: "xz", ["-c"])
        }
        let stored = Set(listed.keys).subtracting(bare.keys)
        return (listed.merging(extraIndexes) { $1 }, stored.union(extraIndexes.keys))
    }

    private var sourceStanzas: String {
        sources.map { source in
            let files = source.files.sorted { $0.key < $1.key }
            func list(_ algorithm: HashAlgorithm) -> String {
                files.map { " \(sourceDigest(algorithm, hex(algorithm, $0.value))) \($0.value.count) \($0.key)\n" }
                    .joined()
            }
            return
                "Package: \(source.name)\nVersion: 1.0\nDirectory: pool/main/\(source.name.prefix(1))/\(source.name)\n"
                + "Files:\n\(list(.md5))Checksums-Sha256:\n\(list(.sha256))"
        }.joined(separator: "\n")
    }

    func release(_ listed: [String: [UInt8]]) -> [UInt8] {
        var text = "Origin: Sample\nLabel: Sample\nSuite: \(suiteField ?? name)\nCodename: \(codename)\n"
        if let date { text += "Date: \(date.releaseDate)\n" }
        if let validUntil { text += "Valid-Until: \(validUntil.releaseDate)\n" }
        text += "Architectures: \(architectures.joined(separator: " "))\nComponents: main\n"
        if acquireByHash { text += "Acquire-By-Hash: yes\n" }
        for (name, value) in fields { text += "\(name): \(value)\n" }
        for algorithm in algorithms {
            text += "\(algorithm.releaseFieldName):\n"
            for (path, content) in listed.sorted(by: { $0.key < $1.key }) {
                var line = ListedLine(name: path, digest: hex(algorithm, content))
                relist(algorithm, &line)
                if !line.isLeftOut { text += " \(line.digest) \(content.count) \(line.name)\n" }
            }
            if algorithm == .sha256 { text += extraLines }
        }
        return Array(text.utf8)
    }

    /// Writes the archive into `tree`; what is there already stays.
    func write(to tree: String) throws {
        let keys = try SigningKeys.shared.get()
        for package in packages { try put(package.content, "\(tree)/\(package.filename)") }
        for source in sources {
            for (name, content) in source.files {
                try put(content, "\(tree)/pool/main/\(source.name.prefix(1))/\(source.name)/\(name)")
            }
        }
        let (listed, stored) = try indexes()
        for path in stored {
            guard let content = listed[path] else { continue }
            let file = "\(tree)/\(directory)/\(path)"
            try put(content, file)
            guard acquireByHash else { continue }
            let copy = "\(splitPath(file).directory)/by-hash/SHA256/\(hex(.sha256, content))"
            try createDirectories(splitPath(copy).directory)
            try removeFile(copy)
            try linkFile(file, to: copy)
        }
        let text = release(listed)
        if signers.isEmpty { return try put(text, "\(tree)/\(directory)/Release") }
        try put(try keys.clearsigned(text, by: signers), "\(tree)/\(directory)/InRelease")
        guard writesRelease else { return }
        try put(text, "\(tree)/\(directory)/Release")
        try put(try keys.detached(text, by: signers), "\(tree)/\(directory)/Release.gpg")
    }
}

func hex(_ algorithm: HashAlgorithm, _ content: [UInt8]) -> String {
    guard var hasher = try? StreamHasher([algorithm]) else { return "" }
    content.withUnsafeBytes { hasher.update($0) }
    return (try? hasher.finish().first?.hex) ?? ""
}

func put(_ content: [UInt8], _ path: String) throws {
    try createDirectories(splitPath(path).directory)
    try replaceFile(path, with: content)
}
