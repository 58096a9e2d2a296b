import TestSupport

/// A line of a hash section of Release.
struct ListedLine: Sendable {
    var hash: String
    var size: String
    var name: String

    /// nil for any other line.
    init?(_ line: Substring) {
        let words = line.split(separator: " ").map(String.init)
        guard line.hasPrefix(" "), words.count == 3 else { return nil }
        (hash, size, name) = (words[0], words[1], words[2])
    }

    var text: String { " \(hash) \(size) \(name)" }
    var byteCount: Int { Int(size) ?? 0 }

    func with(_ change: (inout ListedLine) -> Void) -> String {
        var changed = self
        change(&changed)
        return changed.text
    }
}

extension ArchiveDamage {
    /// The lines of one name in the hash sections, or in the one whose hashes have `hexLength` digits.
    private static func line(
        _ shape: ArchiveShape.Name, _ description: String, _ name: String, hexLength: Int? = nil,
        _ change: @escaping @Sendable (ListedLine) -> String?
    ) -> ArchiveDamage {
        releaseText(shape, description) { text in
            text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line -> String? in
                guard let listed = ListedLine(line), listed.name == name,
                    hexLength.map({ $0 == listed.hash.utf8.count }) ?? true
                else { return String(line) }
                return change(listed)
            }.joined(separator: "\n")
        }.naming(ShapeTree.recipe(shape).suites[0].path(name))
    }

    private static let gzip = "all/binary-amd64/Packages.gz"
    private static let plain = "all/binary-amd64/Packages"
    private static let xz = "main/binary-amd64/Packages.xz"

    static var hashSections: [ArchiveDamage] { sections + brokenLines + hashes + names }

    private static var sections: [ArchiveDamage] {
        [
            release(.debian, "no SHA256 section") { $0.hashes = [.md5] },
            release(.debian, "SHA1 alone") { $0.hashes = [.sha1] },
            release(.debian, "no hash section") { $0.hashes = [] },
            release(.debian, "SHA512 alone, by-hash by SHA256") { $0.hashes = [.sha512] },
            release(.dotdeb, "SHA512 alone") { $0.hashes = [.sha512] },
            line(.dotdeb, "no strong hash of Packages.gz", gzip, hexLength: 64) { _ in nil },
            line(.dotdeb, "no strong hash of the plain Packages", plain, hexLength: 64) { _ in nil },
            line(.dotdeb, "no line of Packages.gz", gzip) { _ in nil },
        ]
    }

    private static var brokenLines: [ArchiveDamage] {
        [
            line(.debian, "a size that is no number", xz) { $0.with { $0.size = "many" } },
            line(.debian, "a negative size", xz) { $0.with { $0.size = "-" + $0.size } },
            line(.debian, "a size beyond 64 bits", xz) { $0.with { $0.size = "99999999999999999999999" } },
            line(.debian, "a line without a size", xz) { " \($0.hash) \($0.name)" },
            line(.debian, "a line with a fourth word", xz) { $0.text + " more" },
            line(.debian, "a line of blanks in a section", xz) { "   \n" + $0.text },
            line(.debian, "an empty line in a section", xz) { "\n" + $0.text },
            line(.debian, "tabs between words", xz) { " \($0.hash)\t\($0.size)\t\($0.name)" },
            line(.debian, "a tab before a line", xz) { "\t\($0.hash) \($0.size) \($0.name)" },
            line(.debian, "a line that does not begin with a blank", xz) { "\($0.hash) \($0.size) \($0.name)" },
        ]
    }

    private static var hashes: [ArchiveDamage] {
        [
            line(.dotdeb, "a size wrong by one", gzip) { $0.with { $0.size = "\($0.byteCount + 1)" } },
            line(.dotdeb, "the size of the plain index wrong", plain) { $0.with { $0.size = "\($0.byteCount + 1)" } },
            line(.dotdeb, "the size of the plain index 0", plain) { $0.with { $0.size = "0" } },
            line(.debian, "the size of Packages.xz wrong", xz) { $0.with { $0.size = "\($0.byteCount + 1)" } },
            line(.dotdeb, "hashes in upper case", gzip) { $0.with { $0.hash = $0.hash.uppercased() } },
            line(.debian, "hashes of Packages.xz in upper case", xz) { $0.with { $0.hash = $0.hash.uppercased() } },
            line(.dotdeb, "a hash too short", gzip) { $0.with { $0.hash.removeLast(2) } },
            line(.dotdeb, "a hash that is no hexadecimal", gzip) { $0.with { $0.hash = "zz" + $0.hash.dropFirst(2) } },
            line(.dotdeb, "a SHA256 of another file", gzip, hexLength: 64) {
                $0.with { $0.hash = String($0.hash.reversed()) }
            },
            line(.dotdeb, "a SHA1 of another file", gzip, hexLength: 40) {
                $0.with { $0.hash = String($0.hash.reversed()) }
            },
            line(.dotdeb, "an MD5 of another file", gzip, hexLength: 32) {
                $0.with { $0.hash = String($0.hash.reversed()) }
            },
            line(.dotdeb, "a SHA256 of another plain file", plain, hexLength: 64) {
                $0.with { $0.hash = String($0.hash.reversed()) }
            },
        ]
    }

    private static var names: [ArchiveDamage] {
        func adding(_ description: String, _ change: @escaping @Sendable (inout ListedLine) -> Void) -> ArchiveDamage {
            line(.dotdeb, description, gzip) { "\($0.text)\n\($0.with(change))" }
        }
        return [
            adding("an index listed twice") { _ in },
            adding("an index listed twice with two hashes") { $0.hash = String($0.hash.reversed()) },
            adding("an index listed twice with two sizes") { $0.size = "\($0.byteCount + 5)" },
            adding("a listed path with ..") { $0.name = "../../etc/passwd" },
            adding("an absolute path listed") { $0.name = "/etc/passwd" },
            adding("a listed path with a backslash") { $0.name = "all\\x" },
            adding("Release lists itself with another hash") { $0.name = "Release" },
            adding("an index of a component that is not there") { $0.name = "more/binary-amd64/Packages" },
            line(.dotdeb, "names that begin with ./", gzip) { $0.with { $0.name = "./" + $0.name } },
            line(.dotdeb, "the plain name begins with ./", plain) { $0.with { $0.name = "./" + $0.name } },
            line(.flat, "names that begin with ./", "Packages") { $0.with { $0.name = "./" + $0.name } },
            notListed(.dotdeb, plain), notListed(.debian, "main/i18n/Translation-en"),
            notListed(.debian, "main/Contents-amd64"), notListed(.debian, "main/source/Sources"),
            notListed(.flat, "Packages"),
        ]
    }

    private static func notListed(_ shape: ArchiveShape.Name, _ name: String) -> ArchiveDamage {
        line(shape, "\(name) not listed by its plain name", name) { _ in nil }
    }
}
