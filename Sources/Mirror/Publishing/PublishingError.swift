package import Glibc
package import Posix
package import Timekeeping

/// Why the tree of a mirror could not be prepared, published or rolled back. What it means for the operator is said elsewhere.
package enum PublishingError: Error, Sendable, Hashable {
    case systemCall(SystemCallError)
    /// There is no directory at `Root`.
    case rootMissing(path: String)
    /// Generations of the mirror are known, but Root has no marker: as a rule a disk that is not mounted.
    case markerMissing(path: String)
    case markerUnreadable(path: String, line: Int)
    case markerOfAnotherMirror(path: String, found: String, expected: String)
    /// A file or directory stands where the public link belongs.
    case publicIsNoLink(path: String)
    /// The public link leads to something that is no generation of this mirror.
    case publicLeadsElsewhere(path: String, target: String)
    /// Something other than a directory stands where the staging tree belongs.
    case stagingIsNoDirectory(path: String)
    case stagingMissing(path: String)
    case noSuchGeneration(GenerationName)
    /// Nothing is published, or nothing older than what is published.
    case noPredecessor
    /// The generation may not be removed, for this reason.
    case generationInUse(GenerationName, GenerationUse)
    /// What staging holds was rolled back from.
    case held(Hold)
    case linkRefused(LinkRefusal)
    /// A path that is not relative, or that leads out of the tree through `..` or a symlink.
    case unsafePath(String)
    /// No name can be made of this time: the years 0 to 9999 have names.
    case clockOutOfRange(Instant)
    case diskShortage(DiskShortage)
}

/// Why a generation has to stay.
package enum GenerationUse: Sendable, Hashable { case live, pinned }

/// Why a file of the live generation could not be hard-linked into staging.
package struct LinkRefusal: Error, Sendable, Hashable {
    package enum Cause: Sendable, Hashable {
        /// EPERM for a file of another user: `fs.protected_hardlinks` (proc_sys_fs(5)) wants us to own it, or to be able to
        /// read and write it.
        case foreignOwner(owner: uid_t, ourUser: uid_t)
        /// EXDEV: staging and generations are on two file systems, or on two mounts of one.
        case otherFileSystem
        /// EMLINK: the file has as many names as its file system allows.
        case tooManyLinks(count: UInt64)
        /// EPERM for a file of our own, ENOTSUP, ENOSYS: this file system makes no hard links, or the file is immutable.
        case unsupported
    }

    package let cause: Cause
    /// The file that was to be linked.
    package let path: String
    package let number: Int32
}

/// Runs `body` and wraps its failure.
func lifting<Result>(_ body: () throws(SystemCallError) -> Result) throws(PublishingError) -> Result {
    do throws(SystemCallError) { return try body() } catch { throw .systemCall(error) }
}
