/// The second name of an index: its digest, below `by-hash` beside it (Acquire-By-Hash in Release).
package struct ByHash: Sendable, Hashable {
    /// The directory of the index, relative as the path was; empty at the top.
    package let directory: String
    package let digest: Digest

    /// Takes a path apart; nil where it is none of this form.
    package init?(path: String) {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        guard segments.count >= 3, segments[segments.count - 3] == "by-hash" else { return nil }
        let name = segments[segments.count - 2]
        guard let algorithm = HashAlgorithm.allCases.first(where: { $0.byHashDirectoryName == name }) else {
            return nil
        }
        guard let digest = Digest(algorithm, hex: String(segments[segments.count - 1])) else { return nil }
        directory = segments.dropLast(3).joined(separator: "/")
        self.digest = digest
    }

    /// The path by hash of the index `path`, relative to the same place.
    package static func path(for path: String, _ digest: Digest) -> String {
        let directory = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return "\(directory)by-hash/\(digest.algorithm.byHashDirectoryName)/\(digest.hex)"
    }
}
