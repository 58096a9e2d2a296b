/// A file of a source package, as the lists of its stanza tell of it together.
package struct SourceFile: ListedFile, Sendable, Hashable {
    /// A name without a slash; not checked.
    package let name: String
    /// What the first list says that names it.
    package let byteCount: Int64
    /// At most one of each algorithm, the strongest first.
    package internal(set) var digests: [Digest]
    /// Where it is listed first, in lines from 1.
    package let line: Int
}

/// What is wrong with the lists of files of a stanza in Sources.
package enum SourceFault: Sendable, Hashable {
    /// Not `hash size name`.
    case brokenLine(field: String, line: Int)
    /// A slash, `..`, or a control character.
    case unsafeName(name: String, line: Int)
    case malformedDigest(name: String, algorithm: HashAlgorithm, line: Int)
    /// apt compares digests letter by letter, so one in upper case never matches.
    case uppercaseDigest(name: String, algorithm: HashAlgorithm, line: Int)
    case differentSizes(name: String, line: Int)
    case differentDigests(name: String, algorithm: HashAlgorithm, line: Int)
}
