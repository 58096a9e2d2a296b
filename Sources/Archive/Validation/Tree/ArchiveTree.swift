import Glibc
import Posix
import Synchronization

/// A tree read by paths below its root, and never out of it.
///
/// A class, for the stages of validation share it; the descriptor in it is closed with it.
final class ArchiveTree: Sendable {
    let root: Descriptor
    private let realRoot: String
    /// Whether each path is to be resolved before it is opened. Without symlinks no path leads out.
    private let mayHaveSymbolicLinks = Atomic(true)
    private let shortage = Mutex<SystemCallError?>(nil)

    init(_ path: String) throws(SystemCallError) {
        root = try Descriptor.open(path, O_RDONLY | O_DIRECTORY)
        guard let realRoot = try realPath(path) else { throw SystemCallError("realpath", path, number: ENOENT) }
        self.realRoot = realRoot == "/" ? "" : realRoot
    }

    /// From now on no path needs to be resolved.
    func noteLackOfSymbolicLinks() { mayHaveSymbolicLinks.store(false, ordering: .relaxed) }

    /// The status of what `path` leads to; nil where nothing is, or a symlink that leads nowhere.
    func status(_ path: String, followingLinks: Bool = true) throws(SystemCallError) -> FileStatus? {
        do throws(SystemCallError) {
            return try fileStatus(path, at: root.number, followingLinks: followingLinks)
        } catch  where error.number == ELOOP || error.number == ENAMETOOLONG {
            return nil
        }
    }

    /// Where `path` leads, as a path below the root; nil when it leads nowhere.
    ///
    /// - Throws: `FileFault.outside` and `.unreadable`.
    func resolved(_ path: String) throws(FileFault) -> String? {
        let real: String?
        do throws(SystemCallError) {
            real = try realPath("\(realRoot)/\(path)")
        } catch {
            if error.number == ELOOP || error.number == ENAMETOOLONG { return nil }
            throw .unreadable(error)
        }
        guard let real else { return nil }
        if real == realRoot { return "." }
        guard real.hasPrefix("\(realRoot)/") else { throw .outside }
        return String(real.dropFirst(realRoot.utf8.count + 1))
    }

    /// Opens the regular file that `path` leads to.
    ///
    /// - Throws: `FileFault`.
    func open(_ path: String) throws(FileFault) -> OpenFile {
        if mayHaveSymbolicLinks.load(ordering: .relaxed), try resolved(path) == nil { throw .missing }
        let before = try found { () throws(SystemCallError) in try self.status(path) }
        guard let before else { throw .missing }
        guard before.kind == .regular else { throw .notRegular(before.kind) }
        do throws(SystemCallError) {
            return OpenFile(file: try root.open(path, O_RDONLY | O_NONBLOCK), status: before)
        } catch {
            if [EMFILE, ENFILE, ENOMEM].contains(error.number) { shortage.withLock { $0 = $0 ?? error } }
            throw .unreadable(error)
        }
    }

    /// Where a file could not be opened for want of descriptors or memory, that is said of this machine, not of the archive: what
    /// was found until now leaves out what that file says.
    ///
    /// - Throws: `SystemCallError` from openat(2).
    func refuseShortage() throws(SystemCallError) {
        if let error = shortage.withLock({ $0 }) { throw error }
    }

    /// - Throws: `FileFault`; `.tooLarge` beyond `limit` bytes.
    func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8] {
        let opened = try open(path)
        guard opened.status.byteCount <= limit else {
            throw .tooLarge(byteCount: opened.status.byteCount, limit: limit)
        }
        do throws(SystemCallError) { return try opened.file.readAll(limit: limit) } catch { throw .unreadable(error) }
    }

    private func found(_ body: () throws(SystemCallError) -> FileStatus?) throws(FileFault) -> FileStatus? {
        do throws(SystemCallError) { return try body() } catch { throw .unreadable(error) }
    }
}

/// A regular file, and its status when it was opened.
struct OpenFile: ~Copyable {
    let file: Descriptor
    let status: FileStatus
}
