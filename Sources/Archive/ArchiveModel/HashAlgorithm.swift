/// A hash that archives use, from the weakest to the strongest.
package enum HashAlgorithm: Int, Sendable, CaseIterable, Comparable {
    case md5, sha1, sha256, sha512

    /// The length of a digest.
    package var byteCount: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha512: 64
        }
    }

    /// Whether apt trusts it: without one of these for a file it refuses the download (`HashString::usable`,
    /// apt-pkg/contrib/hashes.cc).
    package var isStrong: Bool { self >= .sha256 }

    /// The field of Release that lists it, which is also the name of its directory below `by-hash`.
    package var releaseFieldName: String {
        switch self {
        case .md5: "MD5Sum"
        case .sha1: "SHA1"
        case .sha256: "SHA256"
        case .sha512: "SHA512"
        }
    }

    /// The directory below `by-hash` (apt-pkg/acquire-item.cc).
    package var byHashDirectoryName: String { releaseFieldName }

    /// The field of a stanza in Packages. It differs from Release's in one letter.
    package var packagesFieldName: String { self == .md5 ? "MD5sum" : releaseFieldName }

    /// The field of a stanza in Sources.
    package var sourcesFieldName: String {
        switch self {
        case .md5: "Files"
        case .sha1: "Checksums-Sha1"
        case .sha256: "Checksums-Sha256"
        case .sha512: "Checksums-Sha512"
        }
    }

    package static func < (left: HashAlgorithm, right: HashAlgorithm) -> Bool { left.rawValue < right.rawValue }
}
