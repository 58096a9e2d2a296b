import Glibc

/// An exclusive lock on a file, as flock(2): it ends when the last descriptor of it is closed, however the processes end.
///
/// A child that inherits `descriptorNumber` keeps the lock held after this process has gone.
package struct FileLock: ~Copyable {
    private let file: Descriptor

    private init(_ file: consuming Descriptor) {
        self.file = file
    }

    /// Takes the lock without waiting; nil when someone else has it.
    ///
    /// - Parameters:
    ///   - path: the file to lock, created with mode 0644 where it is not there; it is never removed, for a second process
    ///     could then lock a file that no third one sees.
    ///   - holder: what `holder(_:)` tells others; at most 4,096 bytes.
    /// - Throws: `SystemCallError` from open(2), flock(2), ftruncate(2), write(2).
    package static func acquire(_ path: String, holder: String) throws(SystemCallError) -> FileLock? {
        while true {
            let file = try Descriptor.open(path, O_RDWR | O_CREAT)
            do throws(SystemCallError) {
                try checked("flock", path) { flock(file.number, LOCK_EX | LOCK_NB) }
            } catch  where error.number == EWOULDBLOCK {
                return nil
            }
            // Whoever clears out the directory between open and flock leaves a lock on a file without a name.
            guard let named = try fileStatus(path), named.inode == (try file.status()).inode else { continue }
            try checked("ftruncate", path) { ftruncate(file.number, 0) }
            try file.write(holder)
            return FileLock(file)
        }
    }

    /// What the last holder said of itself; nil when it said nothing. It may have gone: only a failed `acquire` tells.
    package static func holder(_ path: String) -> String? {
        guard let bytes = try? readFile(path, limit: 4096), !bytes.isEmpty else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// For a child to inherit.
    package var descriptorNumber: Int32 { file.number }

    /// Closes this process's descriptor; children that inherited it still hold the lock. (LOCK_UN would end theirs as well.)
    package consuming func release() {}
}

extension FileLock {
    /// Whether someone holds the lock on `path` at this moment; nothing is created or written. For reports alone: it may be
    /// false a moment later.
    package static func isHeld(_ path: String) -> Bool {
        guard let file = try? Descriptor.open(path, O_RDONLY) else { return false }
        return flock(file.number, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
