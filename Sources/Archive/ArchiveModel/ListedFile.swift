/// A file that an index or Release lists, with its digests.
package protocol ListedFile {
    /// At most one of each algorithm, the strongest first.
    var digests: [Digest] { get }
}

extension ListedFile {
    /// The one of `algorithm`; nil where none is listed.
    package func digest(_ algorithm: HashAlgorithm) -> Digest? {
        digests.first { $0.algorithm == algorithm }
    }

    /// The one that apt checks the file by; nil when all are weak.
    package var strongestDigest: Digest? {
        digests.first.flatMap { $0.algorithm.isStrong ? $0 : nil }
    }
}
