/// A file that `Packages.diff/Index` names: a patch, or what one is applied to.
package struct PdiffFile: ListedFile, Sendable, Hashable {
    /// A name without a slash, safe to be put behind a directory.
    package let name: String
    package let byteCount: Int64
    /// At most one of each algorithm, the strongest first.
    package internal(set) var digests: [Digest]
    /// Where it is listed first, in lines from 1.
    package let line: Int
}

/// Something in `Packages.diff/Index` for which apt does without the patches, or without some of them. Lines count from 1.
package enum PdiffFault: Sendable, Hashable {
    /// No `…-Current` with a digest and a size.
    case noCurrent
    /// Not `hash size name`.
    case brokenLine(field: String, line: Int)
    /// A slash, `..`, or a control character; the file is in none of the lists.
    case unsafeName(name: String, line: Int)
    case malformedDigest(name: String, algorithm: HashAlgorithm, line: Int)
    /// Two fields give one file two sizes; of the newest state the name is empty.
    case differentSizes(name: String, line: Int)
    case differentDigests(name: String, algorithm: HashAlgorithm, line: Int)
    /// It stands in History, and not in Patches or not in Download: the chain breaks there.
    case incompletePatch(name: String, line: Int)
    /// It stands in Download and nothing in History leads to it; or it is not stored as .gz, the only form apt knows.
    case unusedPatch(name: String, line: Int)
}
