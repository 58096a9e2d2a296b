import ArchiveModel

/// How the files of each compression begin.
enum Magic {
    /// The compression that `start` begins like; nil for plain text and whatever else. lzma has no magic of its own.
    static func compression(of start: UnsafeRawBufferPointer) -> IndexCompression? {
        known.first { start.starts(with: $0.magic) }?.compression
    }

    static func matches(_ start: UnsafeRawBufferPointer, _ compression: IndexCompression) -> Bool {
        guard let magic = known.first(where: { $0.compression == compression })?.magic else { return true }
        // Fewer bytes than the magic are a truncated file, which the decoder will tell.
        return start.prefix(magic.count).elementsEqual(magic.prefix(start.count))
    }

    private static let known: [(compression: IndexCompression, magic: [UInt8])] = [
        (.gzip, [0x1F, 0x8B]),
        (.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        (.bzip2, [0x42, 0x5A, 0x68]),
        (.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
        (.lz4, [0x04, 0x22, 0x4D, 0x18]),
    ]
}
