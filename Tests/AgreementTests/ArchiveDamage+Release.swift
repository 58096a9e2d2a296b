import TestSupport
import Timekeeping

extension ArchiveDamage {
    /// A fault of Release that the archive itself signed.
    static func release(
        _ shape: ArchiveShape.Name, _ description: String, suite number: Int = 0,
        _ change: @escaping @Sendable (inout ShapeSuite) -> Void
    ) -> ArchiveDamage {
        let suite = ShapeTree.recipe(shape).suites[number]
        return ArchiveDamage(shape, description, at: suite.releasePath, change: .suite(number, change))
    }

    /// A fault in the text of Release.
    static func releaseText(
        _ shape: ArchiveShape.Name, _ description: String, suite number: Int = 0,
        _ rewrite: @escaping @Sendable (String) -> String
    ) -> ArchiveDamage {
        let suite = ShapeTree.recipe(shape).suites[number]
        return ArchiveDamage(
            shape, description, at: suite.releasePath, change: .suite(number, { $0.rewriteRelease = rewrite }))
    }

    /// Each field of each shape's first Release, removed, emptied, garbled and changed.
    static var releaseFields: [ArchiveDamage] {
        [ArchiveShape.Name.debian, .security, .flat].flatMap { shape in
            ShapeTree.recipe(shape).suites[0].fields.flatMap { field in
                [
                    release(shape, "\(field.name) removed") { $0[field: field.name] = nil },
                    release(shape, "\(field.name) without a value") { $0[field: field.name] = "" },
                    release(shape, "\(field.name) garbled") { $0[field: field.name] = "%&/ \u{FFFD} (garbage)" },
                ]
            }
        }
    }

    static var dates: [ArchiveDamage] {
        func at(_ seconds: Int64) -> String { TestClock.now.adding(seconds: seconds).releaseDate }
        let changes: [(String, String, String)] = [
            ("Date two hours ahead", "Date", at(7200)), ("Date a day ago", "Date", at(-86_400)),
            ("Date in another zone", "Date", at(-86_400).replacing("UTC", with: "+0200")),
            ("Date as +0000", "Date", at(-86_400).replacing("UTC", with: "+0000")),
            ("Date as GMT", "Date", at(-86_400).replacing("UTC", with: "GMT")),
            ("Date in ISO form", "Date", "2024-01-06T10:00:00Z"),
            ("Valid-Until an hour past", "Valid-Until", at(-3600)), ("Valid-Until in an hour", "Valid-Until", at(3600)),
            ("Valid-Until in another zone", "Valid-Until", at(86_400 * 3).replacing("UTC", with: "+0200")),
            ("Valid-Until before Date", "Valid-Until", at(-86_400 * 30)),
            ("Valid-Until in ISO form", "Valid-Until", "2099-01-06T10:00:00Z"),
        ]
        return changes.map { description, field, value in
            release(.security, description) { $0[field: field] = value }
        }
    }

    static var releaseSyntax: [ArchiveDamage] {
        [
            releaseText(.dotdeb, "a line of Release without a colon") {
                $0.replacing("Label: Example\n", with: "Label: Example\nnonsense\n")
            },
            releaseText(.dotdeb, "a field twice") {
                $0.replacing("Label: Example\n", with: "Label: Example\nLabel: Other\n")
            },
            releaseText(.dotdeb, "a field that nobody knows") { "X-Unknown: yes\n" + $0 },
            releaseText(.dotdeb, "a comment in Release") { "# a comment\n" + $0 },
            releaseText(.dotdeb, "fields in lower case") {
                $0.replacing("Date:", with: "date:").replacing("SHA256:", with: "sha256:").replacing(
                    "Components:", with: "components:")
            },
            releaseText(.dotdeb, "an empty line before the hashes") { $0.replacing("MD5Sum:\n", with: "\nMD5Sum:\n") },
            releaseText(.dotdeb, "a second stanza") { $0 + "\nOrigin: Other\n" },
            releaseText(.dotdeb, "lines that end with CR LF") { $0.replacing("\n", with: "\r\n") },
            releaseText(.dotdeb, "a field of 100 kB") { "X-Long: \(String(repeating: "x", count: 100_000))\n" + $0 },
            releaseText(.dotdeb, "no text at all") { _ in "" },
            releaseText(.dotdeb, "a byte order mark in Release") { "\u{FEFF}" + $0 },
            releaseText(.dotdeb, "an empty line at the beginning") { "\n" + $0 },
            release(.debian, "Components without contrib") { $0[field: "Components"] = "main" }.naming(
                "dists/wren/contrib"),
            release(.debian, "Components with one that is not there") {
                $0[field: "Components"] = "main contrib non-free"
            },
            release(.debian, "Components with commas") { $0[field: "Components"] = "main, contrib" },
            release(.debian, "Architectures without amd64") { $0[field: "Architectures"] = "all arm64" },
            release(.debian, "Architectures with one that is not there") {
                $0[field: "Architectures"] = "all amd64 arm64 riscv64"
            },
            release(.debian, "Architectures with tabs and several blanks") {
                $0[field: "Architectures"] = "all  amd64\tarm64"
            },
            release(.debian, "NotAutomatic: perhaps") { $0[field: "NotAutomatic"] = "perhaps" },
            release(.debian, "Suite and Codename of another suite") {
                $0[field: "Suite"] = "oldstable"
                $0[field: "Codename"] = "robin"
            },
            release(.debian, "Acquire-By-Hash: no") { $0[field: "Acquire-By-Hash"] = "no" },
            release(.debian, "by-hash announced and not kept") { $0.hasByHash = false },
            release(.debian, "No-Support-for-Architecture-all: Packages, without binary-all") { suite in
                for component in ["main", "contrib"] { suite.indexes["\(component)/binary-all/Packages"] = nil }
            },
            release(.debian, "all in Architectures, without binary-all") { suite in
                suite[field: "No-Support-for-Architecture-all"] = nil
                for component in ["main", "contrib"] { suite.indexes["\(component)/binary-all/Packages"] = nil }
            },
            release(.debian, "Signed-By of a foreign key") {
                $0[field: "Signed-By"] = String(repeating: "0123456789", count: 4)
            },
            release(.debian, "Signed-By garbled") { $0[field: "Signed-By"] = "whoever" },
        ]
    }
}

extension ArchiveDamage {
    /// The damage, with further paths that a finding may name.
    func naming(_ others: String...) -> ArchiveDamage {
        var damage = self
        damage.paths += others
        return damage
    }
}
