/// A file that Release lists, with what its hash sections say of it together.
package struct ReleaseEntry: ListedFile, Sendable, Hashable {
    /// Relative to the directory of Release.
    package let path: String
    /// What the first section says that lists it, as apt takes it.
    package let byteCount: Int64
    /// At most one of each algorithm, the strongest first.
    package internal(set) var digests: [Digest]
    /// Those of the digests whose lines all give the name with a `./` before it. apt finds no index by such a line, below
    /// `dists/` as in flat archives (seen with apt 2.6.2).
    package internal(set) var dottedAlgorithms: Set<HashAlgorithm> = []
    /// Where it is listed first, in lines of the signed text, from 1.
    package let line: Int

    /// What apt makes of it; nil where it sees nothing.
    package var seenByApt: ReleaseEntry? {
        if dottedAlgorithms.isEmpty { return self }
        var seen = self
        seen.digests.removeAll { dottedAlgorithms.contains($0.algorithm) }
        seen.dottedAlgorithms = []
        return seen.digests.isEmpty ? nil : seen
    }
}

/// Something that Release says and should not, though apt does not refuse the whole file for it.
package enum ReleaseFault: Sendable, Hashable {
    /// The name leads out of the archive or cannot be a file's; the line is not among the entries.
    case unsafePath(name: String, fault: ArchivePath.Fault, line: Int)
    /// Two sections, or two lines, give one file different sizes. The first stands.
    case differentSizes(path: String, first: Int64, second: Int64, line: Int)
    /// Two lines of one section give one file different digests. The first stands; apt fails the download.
    case differentDigests(path: String, algorithm: HashAlgorithm, line: Int)
    /// Not a digest of that algorithm: too long, too short, or not hexadecimal. It is not among the entry's digests.
    case malformedDigest(path: String, algorithm: HashAlgorithm, line: Int)
    /// apt compares digests letter by letter, so one in upper case never matches.
    case uppercaseDigest(path: String, algorithm: HashAlgorithm, line: Int)
    /// apt takes the last one.
    case duplicateField(name: String, line: Int)
    /// apt reads the first stanza only.
    case furtherStanza(line: Int)
    /// A word in `Signed-By` that is no fingerprint; apt then ignores the whole field.
    case malformedSignedBy(word: String, line: Int)
}
