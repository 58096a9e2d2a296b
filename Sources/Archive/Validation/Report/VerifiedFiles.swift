package import ArchiveModel

/// What tells a file's content from a later one under the same path, as far as a file system can: in-place changes with a
/// restored time, and rot, change none of it.
///
/// No change time, which hard links disturb, and no device number, which a remount changes.
package struct FileIdentity: Sendable, Hashable {
    package var inode: UInt64
    /// Nanoseconds since 1970-01-01T00:00:00Z, from statx(2); nil where the file system keeps none.
    package var birthTime: Int64?
    package var byteCount: Int64
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package var modificationTime: Int64

    package init(inode: UInt64, birthTime: Int64?, byteCount: Int64, modificationTime: Int64) {
        self.inode = inode
        self.birthTime = birthTime
        self.byteCount = byteCount
        self.modificationTime = modificationTime
    }
}

/// A file whose content was read, and the digest it had.
package struct VerifiedFile: Sendable, Hashable {
    package var identity: FileIdentity
    package var digest: Digest

    package init(identity: FileIdentity, digest: Digest) {
        self.identity = identity
        self.digest = digest
    }
}

/// The memory of files whose content was read before, for one Root.
package protocol VerifiedFiles: Sendable {
    /// The digest that the file had when it was last read. Asked once for each pool file: it must cost a microsecond or so.
    func digest(of identity: FileIdentity) -> Digest?
}

/// A memory of nothing: every file is read.
package struct NoVerifiedFiles: VerifiedFiles {
    package init() {}
    package func digest(of identity: FileIdentity) -> Digest? { nil }
}
