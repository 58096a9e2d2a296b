import Glibc
import Posix

/// A small file system in memory, mounted on a directory that is there, until it goes out of scope.
package struct TestMount: ~Copyable {
    package let path: String

    /// Whether this user may mount: not without CAP_SYS_ADMIN, as in most containers and for everyone but root.
    package static let isPossible: Bool = {
        guard geteuid() == 0, let directory = try? TemporaryDirectory() else { return false }
        return (try? TestMount(on: directory.path, options: "size=64k")) != nil
    }()

    /// - Parameter options: of tmpfs(5), as `size=2m,nr_inodes=500`.
    package init(on path: String, options: String) throws {
        try runSuccessfully("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path])
        self.path = path
    }

    deinit {
        while umount2(path, Int32(MNT_DETACH)) == 0 {}
    }

    /// Changes its options: `size=8m`, `ro`.
    package func remount(_ options: String) throws {
        try runSuccessfully("mount", ["-o", "remount,\(options)", path])
    }

    /// Makes it so small that this much is left, rounded up to whole pages.
    package func leave(byteCount: Int, inodeCount: Int) throws {
        var status = statvfs()
        try checked("statvfs", path) { statvfs(path, &status) }
        let used = Int(status.f_blocks - status.f_bfree) * Int(status.f_frsize)
        let usedInodes = Int(status.f_files - status.f_ffree)
        // A size of 0 would mean none.
        try remount("size=\(max(4096, used + byteCount)),nr_inodes=\(usedInodes + inodeCount)")
    }

    /// Takes it away as an operator does; what it holds is lost.
    package func unmount() throws { try runSuccessfully("umount", [path]) }
}
