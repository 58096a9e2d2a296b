/// What is often found in the place of a signed file.
enum ImpostorFile {
    case webPage, gitLFSPointer, compressed

    /// nil where the first bytes tell nothing.
    init?(_ bytes: [UInt8]) {
        if Self.compressedStarts.contains(where: { bytes.starts(with: $0) }) {
            self = .compressed
            return
        }
        let text = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
        if text.hasPrefix("version https://git-lfs.") {
            self = .gitLFSPointer
            return
        }
        let visible = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard ["<!doctype html", "<html", "<?xml"].contains(where: { visible.hasPrefix($0) }) else { return nil }
        self = .webPage
    }

    var error: ClearsignError {
        switch self {
        case .webPage: .webPage
        case .gitLFSPointer: .gitLFSPointer
        case .compressed: .compressed
        }
    }

    /// gzip, xz, zstd, bzip2.
    private static let compressedStarts: [[UInt8]] = [
        [0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD], [0x42, 0x5A, 0x68],
    ]
}
