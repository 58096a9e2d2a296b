import Glibc
package import Posix

/// A mail that was taken from the spool.
package struct SpooledMail: Sendable, Hashable {
    package let bytes: [UInt8]
    /// Its file, which stays until `MailSpool.discard`.
    let path: String
}

/// What was found in the spool.
package struct SpoolContents: Sendable, Hashable {
    package var mails: [SpooledMail] = []
    /// What was no mail and was removed, or could not be; in sentences for the maintainer.
    package var complaints: [String] = []
}

extension MailSpool {
    /// Takes every mail out of its slot and reads it, those first that an earlier run took and did not discard.
    ///
    /// Only one process reads at a time: the caller holds the registry's lock. A file is renamed into a directory that no other user
    /// enters before it is looked at, so that nobody exchanges it; symlinks are not followed, a FIFO is not waited for, and a file
    /// with another hard link, which might be anyone's, is not read.
    ///
    /// - Parameter limit: mails that are taken; the rest waits.
    /// - Throws: `SystemCallError` when the spool itself cannot be read; EPERM where the directory for what is taken is not ours.
    package func read(limit: Int = 256) throws(SystemCallError) -> SpoolContents {
        var contents = SpoolContents()
        try createDirectories(takenDirectory, mode: 0o700)
        let taken = try fileStatus(takenDirectory, followingLinks: false)
        guard taken?.kind == .directory, taken?.owner == geteuid() else {
            throw SystemCallError("open", takenDirectory, number: EPERM)
        }
        for name in try directoryNames(takenDirectory).sorted() { take("\(takenDirectory)/\(name)", into: &contents) }
        for name in try directoryNames(directory).sorted() where contents.mails.count < limit {
            guard isMail(name) else { continue }
            let path = "\(directory)/\(name)"
            let taken = "\(takenDirectory)/\(name)-\(UInt64.random(in: .min ... .max))"
            if rename(path, taken) == 0 {
                take(taken, into: &contents)
            } else if rmdir(path) != 0, errno != ENOENT {
                contents.complaints.append("\(escapedForTerminal(path)) is in the way and cannot be removed")
            }
        }
        return contents
    }

    /// Removes a mail that was read and is done with.
    package func discard(_ mail: SpooledMail) throws(SystemCallError) { try removeFile(mail.path) }

    /// A slot, or a mail whose writer ended before it had one; a young one may still be written.
    private func isMail(_ name: String) -> Bool {
        if name.hasPrefix(Self.slotPrefix) { return true }
        guard name.hasPrefix(Self.temporaryPrefix),
            let status = try? fileStatus("\(directory)/\(name)", followingLinks: false)
        else { return false }
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) - status.modificationTime / 1_000_000_000 > 3600
    }

    private func take(_ path: String, into contents: inout SpoolContents) {
        do throws(SystemCallError) {
            let file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            let status = try file.status()
            guard status.kind == .regular, status.linkCount == 1, status.byteCount <= Self.byteLimit else {
                throw SystemCallError("open", path, number: EINVAL)
            }
            contents.mails.append(SpooledMail(bytes: try file.readAll(limit: Self.byteLimit), path: path))
        } catch {
            contents.complaints.append("\(escapedForTerminal(path)) is no mail, and was removed: \(error.reason)")
            if unlink(path) != 0, rmdir(path) != 0 {
                contents.complaints.append("\(escapedForTerminal(path)) could not be removed")
            }
        }
    }
}
