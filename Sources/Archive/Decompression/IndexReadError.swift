package import ArchiveModel
package import Digests
package import Posix

/// Why an index could not be read at all. What is wrong with its bytes is a `DecodingFault`.
package enum IndexReadError: Error, Sendable, Hashable {
    case system(SystemCallError)
    case digest(DigestError)
    /// The file holds more bytes than it may.
    case storedTooLarge(limit: Int64)
    /// The receiver of the chunks wanted no more.
    case cancelled
}

/// What is wrong with the stored bytes of an index. Offsets count stored bytes from 0.
package enum DecodingFault: Error, Sendable, Hashable {
    /// The file does not begin as its name promises; nil where it does not begin as any known compression.
    case wrongFormat(found: IndexCompression?)
    /// There is no decoder for it here.
    case unsupported(IndexCompression)
    /// The stored bytes end inside of the compressed data.
    case truncated(storedByteCount: Int64)
    /// A checksum or a structure of the compression does not hold. `reason` is the decoder's word.
    case corrupted(nearOffset: Int64, reason: String)
    /// Bytes follow the compressed data that are none themselves.
    case trailingGarbage(offset: Int64)
    /// More came out than Release says.
    case unpackedTooLarge(limit: Int64)
    /// More came out of what went in than any index does: a decompression bomb.
    case ratioTooHigh(limit: Int64)
    /// The decoder wants more memory than it may have, which a file can ask for in its header.
    case needsTooMuchMemory(limit: Int64)
    /// This machine had no memory for the decoder.
    case outOfMemory
}
