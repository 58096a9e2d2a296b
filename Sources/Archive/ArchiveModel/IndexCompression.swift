/// How a file that Release lists is stored, by the end of its name.
package enum IndexCompression: String, Sendable, Hashable, CaseIterable {
    case none = ""
    case gzip = ".gz"
    case xz = ".xz"
    case bzip2 = ".bz2"
    case zstd = ".zst"
    case lzma = ".lzma"
    case lz4 = ".lz4"

    package var suffix: String { rawValue }

    /// The compression of `path` and the path without its suffix.
    package static func split(_ path: String) -> (logicalPath: String, compression: IndexCompression) {
        for compression in allCases where compression != .none && path.hasSuffix(compression.suffix) {
            return (String(path.dropLast(compression.suffix.count)), compression)
        }
        return (path, .none)
    }
}
