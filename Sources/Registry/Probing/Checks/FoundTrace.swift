import ArchiveModel
import MirrorRegistry

/// A trace that a mirror serves.
struct FoundTrace {
    let path: String
    let trace: Trace
    let bytes: [UInt8]
    /// Whether it is the mirror's own, and not the archive's, which each mirror copies.
    let isOwn: Bool

    /// What the mirror says of itself, shown as its own word.
    func presumed(architecturesOf names: [String] = []) -> ListingFields {
        var fields = ListingFields()
        func take(_ name: ListingFields.Name, _ value: String?, limit: Int = 200) -> String? {
            guard let value, !value.isEmpty, value.utf8.count <= limit,
                !value.unicodeScalars.contains(where: isUnprintable)
            else {
                return nil
            }
            fields.presumed.insert(name)
            return value
        }
        if let sponsor = trace["Sponsor"] {
            let (name, url) = Self.split(sponsor)
            fields.sponsor = take(.sponsor, name)
            if fields.sponsor != nil { fields.sponsorURL = url }
        }
        fields.maintainer = take(.maintainer, trace.maintainer.map { Self.split($0).name })
        fields.location = take(.location, trace["Location"])
        fields.bandwidth = take(.bandwidth, trace["Throughput"], limit: 40)
        if let code = trace["Country"]?.uppercased(), code.utf8.count == 2, code.utf8.allSatisfy({ 0x41...0x5A ~= $0 })
        {
            fields.country = take(.country, code)
        }
        // Old versions of ftpsync wrote FULL, COMMON:{...} and GUESSED:{...} there.
        let words = trace.architectures.filter(Self.isArchitecture)
        if !words.isEmpty, words.count == trace.architectures.count, words.count <= 40 {
            fields.architectures = words
            fields.presumed.insert(.architectures)
        }
        return fields
    }

    /// `Example <https://example.org>` and `Name <mail>`: what stands before the brackets, and the address where it is one of the web.
    private static func split(_ text: String) -> (name: String, url: String?) {
        let name = text.prefix { $0 != "<" }
        let trimmed = String(name.reversed().drop(while: \.isWhitespace).reversed())
        let inner = text.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
        let isWeb = inner.hasPrefix("https://") || inner.hasPrefix("http://")
        let isPlain = inner.utf8.count <= 300 && inner.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x27 }
        return (trimmed, isWeb && isPlain ? String(inner) : nil)
    }

    private static func isArchitecture(_ word: String) -> Bool {
        word.utf8.count <= 30
            && word.utf8.allSatisfy { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: "-") }
    }
}
