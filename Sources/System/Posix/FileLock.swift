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
    ///   - path: the file to lock, with mode 0600, for whoever may read a file can hold a lock on it; created where it is not
    ///     there, and never removed, for a second process could then lock a file that no third one sees.
    ///   - holder: what `holder(_:)` tells others; at most 4,096 bytes.
    /// - Throws: `SystemCallError` from open(2), flock(2), ftruncate(2), write(2).
    package static func acquire(_ path: String, holder: String) throws(SystemCallError) -> FileLock? {
        while true {
            let file = try Descriptor.open(path, O_RDWR | O_CREAT, mode: 0o600)
            try close(file, path)
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

    /// A file that an earlier version left open to others is closed to them.
    private static func close(_ file: borrowing Descriptor, _ path: String) throws(SystemCallError) {
        guard try file.status().permissions & 0o077 != 0 else { return }
        let number = file.number
        try checked("fchmod", path) { fchmod(number, 0o600) }
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
    /// false a moment later. Who may not open the file is told by proc_locks(5).
    package static func isHeld(_ path: String) -> Bool {
        guard let file = try? Descriptor.open(path, O_RDONLY) else { return isListed(path) }
        return flock(file.number, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    static func isListed(_ path: String) -> Bool {
        guard let status = try? fileStatus(path), let table = try? readFile("/proc/locks", limit: 1 << 24) else {
            return false
        }
        // `1: FLOCK  ADVISORY  WRITE 1234 fe:01:5678 0 EOF`; the device is not the one of stat(2) on every file system.
        return String(decoding: table, as: UTF8.self).split(separator: "\n").contains { line in
            let words = line.split(separator: " ")
            return words.count > 5 && words[1] == "FLOCK" && words[5].hasSuffix(":\(status.inode)")
        }
    }
}
