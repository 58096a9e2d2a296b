import Glibc

/// Calls `body` with each regular file below `tree`: its path relative to it, made only when asked for, and its inode.
///
/// readdir(3) tells inodes without a stat(2) for each file. Names that are not UTF-8 are passed over.
///
/// - Throws: `SystemCallError` from openat(2) or readdir(3).
package func forEachFile(of tree: String, _ body: (_ inode: UInt64, _ path: () -> String) -> Void)
    throws(SystemCallError)
{
    let root = try Descriptor.open(tree, O_RDONLY | O_DIRECTORY)
    var pending = ["."]
    while let directory = pending.popLast() {
        let listing = try DirectoryListing(directory, below: root)
        for entry in listing.entries {
            let path = {
                let name = String(decoding: listing.name(entry), as: UTF8.self)
                return directory == "." ? name : "\(directory)/\(name)"
            }
            switch entry.kind {
            case .regular: body(entry.inode, path)
            case .directory: pending.append(path())
            case .symbolicLink, .other: break
            }
        }
    }
}

/// Gives a file another modification time, in whole seconds since 1970-01-01T00:00:00Z; a symlink is not followed. The
/// corresponding C function is `utimensat`.
package func setModificationTime(_ path: String, seconds: Int) throws(SystemCallError) {
    let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    try checked("utimensat", path) { utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) }
}

/// Lets the kernel forget what it holds of a file in memory, so that it is read from the disk. The corresponding C function is
/// `posix_fadvise`.
package func forgetCached(_ file: borrowing Descriptor) {
    _ = posix_fadvise(file.number, 0, 0, POSIX_FADV_DONTNEED)
}
