import Glibc
import Posix
import TestSupport

/// An ext4 file system in a file, mounted through a loop device until it goes out of scope.
///
/// What stands in the file at a moment is what a disk would hold if the power were cut then: all else is in the kernel's memory.
/// The kernel writes back on its own only every 300 seconds, and does not guess that a rename is to be durable: what the program
/// did not sync is lost, as it may be.
struct DiskImage: ~Copyable {
    let file: String
    let mountPoint: String

    /// Makes an empty one of 48 MiB.
    static func make(_ file: String) throws {
        try runSuccessfully("truncate", ["--size=48M", file])
        try runSuccessfully("mkfs.ext4", ["-q", "-F", "-E", "lazy_itable_init=0", file])
    }

    /// Mounts `file`; after a cut, the kernel then replays the journal.
    ///
    /// - Parameter mode: of the data: `ordered`, or `writeback`, in which a name may be durable before its content.
    init(_ file: String, at mountPoint: String, mode: String = "ordered") throws {
        try createDirectories(mountPoint)
        let options = "loop,commit=300,noauto_da_alloc,data=\(mode)"
        try runSuccessfully("mount", ["-t", "ext4", "-o", options, file, mountPoint])
        self.file = file
        self.mountPoint = mountPoint
    }

    deinit {
        // An rsync without its parent may still work there for a moment.
        _ = try? runCommand("umount", ["--lazy", mountPoint])
        rmdir(mountPoint)
    }

    /// Copies the file as it is.
    func cut(to copy: String) throws {
        try runSuccessfully("cp", ["--sparse=always", file, copy])
    }

    func flush() throws {
        try Descriptor.open(mountPoint, O_RDONLY | O_DIRECTORY).syncFileSystem()
    }

    /// Ends the mount, with all written.
    consuming func unmount() throws {
        try runSuccessfully("umount", [mountPoint])
    }

    /// What e2fsck(8) has against the file system; nil when it is whole.
    static func fault(of file: String) throws -> String? {
        let result = try runCommand("e2fsck", ["-f", "-n", file])
        return result.status == 0 ? nil : result.everything
    }

    /// Why there can be none here; nil where there can.
    static let obstacle: String? = {
        guard getuid() == 0 else { return "only root may mount" }
        do {
            let directory = try TemporaryDirectory()
            try make("\(directory.path)/image")
            try DiskImage("\(directory.path)/image", at: "\(directory.path)/mount").unmount()
            return nil
        } catch { return "no ext4 on a loop device: \(error)" }
    }()
}
