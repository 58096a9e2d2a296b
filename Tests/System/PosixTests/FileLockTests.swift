import Glibc
import TestSupport
import Testing

@testable import Posix

@Suite("A file lock")
struct FileLockTests {
    /// Takes the lock and lets go of it again.
    private func isFree(_ path: String) throws -> Bool {
        guard let lock = try FileLock.acquire(path, holder: "visitor") else { return false }
        lock.release()
        return true
    }

    /// Runs `body` with the descriptor of the lock.
    private func locked(_ path: String, holder: String, _ body: (Int32) throws -> Void) throws {
        guard let lock = try FileLock.acquire(path, holder: holder) else {
            Issue.record("the lock is taken")
            return
        }
        try body(lock.descriptorNumber)
        lock.release()
    }

    @Test("is held by one at a time, who tells who it is")
    func exclusion() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/lock"
        #expect(FileLock.holder(path) == nil)
        try locked(path, holder: "first, with a longer text") { _ in
            let isFree = try isFree(path)
            #expect(!isFree)
            #expect(FileLock.holder(path) == "first, with a longer text")
        }
        #expect(try isFree(path))
        #expect(FileLock.holder(path) == "visitor")
    }

    @Test("is on a file that others can neither open nor lock, and they are told by proc_locks(5) that it is held")
    func closed() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/lock"
        // As an earlier version made it.
        try replaceFile(path, with: [])
        chmod(path, 0o644)
        #expect(!FileLock.isListed(path))
        try locked(path, holder: "first") { _ in
            let status = try fileStatus(path)
            #expect(status?.permissions == 0o600)
            #expect(FileLock.isListed(path))
        }
        #expect(!FileLock.isListed(path))
    }

    @Test("stays held while a child that inherited it lives, and no longer")
    func inheritance() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/lock"
        let sleeper = ChildCommand(executable: "/bin/sleep", arguments: ["600"])
        guard let lock = try FileLock.acquire(path, holder: "parent") else {
            Issue.record("the lock is taken")
            return
        }
        let child = try Child.spawn(sleeper, inheriting: [lock.descriptorNumber])
        lock.release()
        #expect(try !isFree(path))
        #expect(try child.end(patience: .seconds(10)) == .signal(SIGTERM))
        #expect(try isFree(path))
    }

    @Test("is taken on the file that has the name, not on one that was removed meanwhile")
    func removedFile() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/lock"
        try locked(path, holder: "old") { _ in
            try removeFile(path)
            let isFree = try isFree(path)
            #expect(isFree)
        }
    }

    @Test("says why when it cannot be had")
    func failure() throws {
        let path = "/nonexistent/directory/lock"
        #expect(throws: SystemCallError("open", path, number: ENOENT)) {
            _ = try FileLock.acquire(path, holder: "")
        }
    }
}
