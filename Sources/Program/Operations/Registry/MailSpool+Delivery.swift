import Glibc
import Posix

extension MailSpool {
    /// Puts one mail into the spool, durably: once this returns, the mail system may forget it.
    ///
    /// - Throws: `MailSpoolFault`; nothing of the mail is in the spool then.
    package func deliver(_ mail: [UInt8]) throws(MailSpoolFault) {
        guard !mail.isEmpty else { throw .empty }
        do throws(SystemCallError) {
            let space = try freeSpace(directory)
            guard space.freeByteCount >= minimumFreeByteCount else {
                throw SystemCallError("statvfs", directory, number: ENOSPC)
            }
        } catch {
            guard error.number == ENOSPC, let space = try? freeSpace(directory) else { throw .system(error) }
            throw .diskShortage(freeByteCount: space.freeByteCount, wantedByteCount: minimumFreeByteCount)
        }
        let path = "\(directory)/\(Self.temporaryPrefix)\(getpid())-\(UInt64.random(in: .min ... .max))"
        do throws(SystemCallError) { try write(mail.prefix(Self.byteLimit), to: path) } catch {
            unlink(path)
            throw .system(error)
        }
        do throws(MailSpoolFault) { try moveIntoSlot(path) } catch {
            unlink(path)
            throw error
        }
    }

    private func write(_ mail: ArraySlice<UInt8>, to path: String) throws(SystemCallError) {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        try file.write(Array(mail))
        // Only a group that came from the directory may read it; the umask of the mail system does not matter.
        let number = file.number
        try checked("fchmod", path) { fchmod(number, 0o640) }
        try file.sync()
    }

    /// Begins at a slot by chance, so that writers at one time do not all try the same ones.
    private func moveIntoSlot(_ path: String) throws(MailSpoolFault) {
        let first = Int.random(in: 0..<max(1, slotCount))
        for offset in 0..<slotCount {
            let slot = slotPath((first + offset) % slotCount)
            if renameat2(AT_FDCWD, path, AT_FDCWD, slot, UInt32(RENAME_NOREPLACE)) == 0 { return try makeDurable() }
            guard errno == EEXIST else { throw .system(SystemCallError("renameat2", slot)) }
        }
        throw .full(slotCount: slotCount)
    }

    /// A writer may not open the directory, so that fsync(2) of it is not for him; syncfs(2) of a file in it would be, and takes the
    /// whole disk. A file system with a journal writes the rename with the file's own fsync or within seconds; a crash in
    /// between leaves the file under its temporary name, from which the reader takes it.
    private func makeDurable() throws(MailSpoolFault) {
        do throws(SystemCallError) { try syncDirectory(directory) } catch {
            guard error.number == EACCES else { throw .system(error) }
        }
    }
}
