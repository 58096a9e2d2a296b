import ArchiveModel

/// Digests of tens of thousands of files beside the ones they are remembered by: mostly an MD5 digest for each, which takes
/// 17 bytes here and 72 as a `Digest`.
struct PackedDigests {
    /// The digests of one file.
    struct Run {
        fileprivate let start: Int
        fileprivate let byteCount: UInt8
    }

    /// Each digest lies behind a byte that holds the number of its algorithm.
    private var bytes: [UInt8] = []

    var byteCount: Int { bytes.count }

    /// Those of `content` that the file is not remembered by.
    mutating func append(_ content: WantedContent) -> Run {
        let start = bytes.count
        content.forEachFurther { append($0) }
        return Run(start: start, byteCount: UInt8(bytes.count - start))
    }

    /// `digests` are of different algorithms.
    mutating func append(_ digests: [Digest]) -> Run {
        let start = bytes.count
        for digest in digests { append(digest) }
        return Run(start: start, byteCount: UInt8(bytes.count - start))
    }

    private mutating func append(_ digest: Digest) {
        bytes.append(UInt8(digest.algorithm.rawValue))
        bytes.append(contentsOf: digest.bytes)
    }

    /// Forgets the runs that were appended when `byteCount` was this or more.
    mutating func forget(from byteCount: Int) { bytes.removeLast(bytes.count - byteCount) }

    func digests(in run: Run) -> [Digest] {
        HashAlgorithm.allCases.reversed().compactMap { digest($0, in: run) }
    }

    func digest(_ algorithm: HashAlgorithm, in run: Run) -> Digest? {
        bytes.withUnsafeBytes { bytes in
            var (place, end) = (run.start, run.start + Int(run.byteCount))
            while place < end, let found = HashAlgorithm(rawValue: Int(bytes[place])) {
                let next = place + 1 + found.byteCount
                if found == algorithm {
                    return Digest(algorithm, bytes: UnsafeRawBufferPointer(rebasing: bytes[place + 1..<next]))
                }
                place = next
            }
            return nil
        }
    }
}
