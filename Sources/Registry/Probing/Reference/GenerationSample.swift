import ArchiveModel

/// Files that one generation of a suite holds, few of many, by which a mirror of that generation can be checked.
package struct GenerationSample: Sendable, Hashable, Codable {
    package var suite: String
    /// SHA-256 of InRelease, or of Release where there is no InRelease, in hexadecimal.
    package var releaseDigest: String
    /// Pool files, chosen by chance.
    package var files: [SampledFile]
    /// Indexes of packages by the paths of their stored forms, for telling the generation of a stray one.
    package var indexes: [SampledFile]

    package init(suite: String, releaseDigest: String, files: [SampledFile] = [], indexes: [SampledFile] = []) {
        self.suite = suite
        self.releaseDigest = releaseDigest
        self.files = files
        self.indexes = indexes
    }
}

/// A file as an index or Release lists it.
package struct SampledFile: Sendable, Hashable, Codable {
    /// Relative to the archive's root.
    package var path: String
    package var byteCount: Int64
    /// In hexadecimal: 64 digits of SHA-256, or 128 of SHA-512.
    package var digest: String
    /// The index that names it, relative to the suite and without the end of its compression; nil for an index itself.
    package var index: String?

    package init(path: String, byteCount: Int64, digest: String, index: String? = nil) {
        self.path = path
        self.byteCount = byteCount
        self.digest = digest
        self.index = index
    }

    var algorithm: HashAlgorithm { digest.utf8.count == 128 ? .sha512 : .sha256 }
}
