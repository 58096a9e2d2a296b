import ArchiveModel

/// Digests of tens of thousands of files: one of SHA-256 and one of MD5 for each, mostly, which take 50 bytes here and 144 as
/// `Digest`.
struct PackedDigests {
    /// The digests of one file.
    struct Run {
        fileprivate let start: Int
        fileprivate let byteCount: UInt8
    }

    /// Each digest lies behind a byte that holds the number of its algorithm.
    private var bytes: [UInt8] = []

    var byteCount: Int { bytes.count }

    /// Makes room for the digests of so many files.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count * 52) }

    /// Those of `content`, the one that the file is remembered by first.
    mutating func append(_ content: WantedContent) -> Run {
        let start = bytes.count
        append(content.digest)
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
        digest.append(to: &bytes)
    }

    /// Forgets the runs that were appended when `byteCount` was this or more.
    mutating func forget(from byteCount: Int) { bytes.removeLast(bytes.count - byteCount) }

    /// In the order in which they were appended.
    func digests(in run: Run) -> [Digest] {
        var digests: [Digest] = []
        forEach(in: run) { digest in
            digests.append(digest)
            return true
        }
        return digests
    }

    /// The one that was appended first: a run holds at least one.
    func first(in run: Run) -> Digest {
        var first: Digest?
        forEach(in: run) { digest in
            first = digest
            return false
        }
        // A trap for our own mistake: a run is made of a content, which has a digest, and its bytes are written here alone.
        guard let first else { preconditionFailure("a run without a digest") }
        return first
    }

    func digest(_ algorithm: HashAlgorithm, in run: Run) -> Digest? {
        var found: Digest?
        forEach(in: run) { digest in
            if digest.algorithm == algorithm { found = digest }
            return found == nil
        }
        return found
    }

    /// Until `body` returns false.
    private func forEach(in run: Run, _ body: (Digest) -> Bool) {
        bytes.withUnsafeBytes { bytes in
            var (place, end) = (run.start, run.start + Int(run.byteCount))
            while place < end, let algorithm = HashAlgorithm(rawValue: Int(bytes[place])) {
                let next = place + 1 + algorithm.byteCount
                let digest = Digest(algorithm, bytes: UnsafeRawBufferPointer(rebasing: bytes[place + 1..<next]))
                guard let digest, body(digest) else { return }
                place = next
            }
        }
    }
}
