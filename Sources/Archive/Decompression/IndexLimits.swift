/// What reading an index may cost. Sizes are in bytes.
package struct IndexLimits: Sendable, Hashable {
    /// The size that Release gives for the stored file; nil where it is not listed.
    package var storedByteCount: Int64?
    /// The size that Release gives for the unpacked file; nil where it is not listed, and then the ratio counts.
    package var unpackedByteCount: Int64?
    /// Unpacked bytes for each stored one. In bookworm's Release, files over 16 MiB have at most 15 (Contents-all), smaller
    /// ones at most 35 (an empty tar file); a bomb of gzip makes 1032.
    package var ratio: Int64 = 200
    /// Below this the ratio does not count: a short file of zeros has any ratio.
    package var unjudgedByteCount: Int64 = 16 << 20

    /// Of an unpacked file, whatever Release says. The largest seen is Contents of sid, with less than 1 GiB; one of this size
    /// takes minutes to read.
    package var unpackedCeiling: Int64 = 64 << 30

    package init(storedByteCount: Int64? = nil, unpackedByteCount: Int64? = nil) {
        self.storedByteCount = storedByteCount
        self.unpackedByteCount = unpackedByteCount
    }

    /// What one decoder may take for its window. xz -9 needs 65 MiB, Debian's own files 9 MiB; xz could ask for 1.5 GiB.
    package static let decoderByteCount: Int64 = 128 << 20

    func fault(stored: Int64, unpacked: Int64) -> DecodingFault? {
        if unpacked > unpackedCeiling { return .unpackedTooLarge(limit: unpackedCeiling) }
        if let unpackedByteCount {
            return unpacked > unpackedByteCount ? .unpackedTooLarge(limit: unpackedByteCount) : nil
        }
        return unpacked > unjudgedByteCount && unpacked / ratio > stored ? .ratioTooHigh(limit: ratio) : nil
    }
}
