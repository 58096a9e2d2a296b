import Posix

/// Finds the file that was meant where an index names one that is not there: under a name that is percent-encoded where the other
/// is not, or that has letters of another case.
struct NameTwins {
    /// Missing files that are looked for; each may cost the listing of a directory.
    static let searchLimit = 1000

    private let tree: ArchiveTree
    private var searchCount = 0
    /// What is listed last, by what is left of a name without case and encoding; missing files come sorted by their directories.
    private var listing: (directory: String, names: [[UInt8]: String]) = ("", [:])

    init(tree: ArchiveTree) {
        self.tree = tree
    }

    mutating func twin(of path: String) -> String? {
        guard searchCount < Self.searchLimit else { return nil }
        searchCount += 1
        var found = "."
        for segment in path.split(separator: "/") {
            let literal = joinPath(found, String(segment))
            if (try? tree.status(literal)) != .some(.none) {
                found = literal
            } else if let name = name(like: segment, in: found) {
                found = joinPath(found, name)
            } else {
                return nil
            }
        }
        return found != path && (try? tree.status(found))??.kind == .regular ? found : nil
    }

    private mutating func name(like segment: Substring, in directory: String) -> String? {
        if listing.directory != directory {
            let names = (try? directoryNames(directory, below: tree)) ?? []
            listing = (directory, Dictionary(names.map { (core(of: $0), $0) }) { first, _ in first })
        }
        return listing.names[core(of: segment)]
    }
}

/// The bytes of a name, percent-decoded and in lower case.
private func core(of name: some StringProtocol) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%"), let high = rest.first?.hexDigit, let low = rest.dropFirst().first?.hexDigit {
            rest = rest.dropFirst(2)
            result.append(lowercased(high << 4 | low))
        } else {
            result.append(lowercased(byte))
        }
    }
    return result
}

private func lowercased(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

extension UInt8 {
    fileprivate var hexDigit: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}
