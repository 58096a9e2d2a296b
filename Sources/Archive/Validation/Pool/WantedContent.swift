import ArchiveModel

/// What one stanza says that a file holds. It lies in place, without an allocation: there is one for each stanza.
struct WantedContent {
    /// The order in which digests are to be added. A file is remembered by the first of them that is listed: SHA-256 is
    /// computed fastest, and the weak ones count only where there is no other.
    static let algorithms: [HashAlgorithm] = [.sha256, .sha512, .sha1, .md5]

    let byteCount: Int64
    /// The one that the file is remembered by.
    let digest: Digest
    /// The others: apt compares every one that is listed (`HashStringList`, apt-pkg/contrib/hashes.cc).
    private var places: InlineArray<3, Digest?> = .init(repeating: nil)
    private(set) var furtherCount = 0

    init(byteCount: Int64, digest: Digest) {
        self.byteCount = byteCount
        self.digest = digest
    }

    /// `digests` in any order; nil where there is none.
    init?(byteCount: Int64, _ digests: [Digest]) {
        let sorted = Self.algorithms.compactMap { algorithm in digests.first { $0.algorithm == algorithm } }
        guard let first = sorted.first else { return nil }
        self.init(byteCount: byteCount, digest: first)
        for digest in sorted.dropFirst() { add(digest) }
    }

    /// `digest` is of an algorithm that was not added before.
    mutating func add(_ digest: Digest) {
        guard furtherCount < 3 else { return }
        places[furtherCount] = digest
        furtherCount += 1
    }

    func forEachFurther(_ body: (Digest) -> Void) {
        for index in 0..<furtherCount {
            if let digest = places[index] { body(digest) }
        }
    }

    /// All digests, the one that the file is remembered by first.
    var digests: [Digest] { [digest] + (0..<furtherCount).compactMap { places[$0] } }
}

extension WantedContent: Hashable {
    static func == (left: WantedContent, right: WantedContent) -> Bool {
        left.byteCount == right.byteCount && left.digests == right.digests
    }

    func hash(into hasher: inout Swift.Hasher) {
        hasher.combine(byteCount)
        hasher.combine(digest)
    }
}
