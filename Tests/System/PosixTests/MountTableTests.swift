import Posix
import TestSupport
import Testing

@Suite("The mount table")
struct MountTableTests {
    private static let text = """
        22 27 0:21 / /proc rw,nosuid shared:5 - proc proc rw
        27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro
        30 27 8:2 / /srv rw,noatime shared:9 master:3 - xfs /dev/sdb1 rw
        31 30 8:2 /mirror/generations/20261122T041733Z /srv/www ro - xfs /dev/sdb1 rw
        32 27 0:40 / /srv/with\\040blank\\134x rw - nfs4 server:/export\\040x rw
        33 30 8:3 / /srv rw - btrfs /dev/sdc1 rw
        cut 27 0:40 / /cut
        40 27 0:40 / /no-dash rw shared:1 nfs4 server rw x y

        """

    @Test(
        "tells what holds a path, by whole components and the later of two mounts",
        arguments: [
            ("/", "ext4"), ("/home", "ext4"), ("/srv", "btrfs"), ("/srv/a/b", "btrfs"), ("/srvx", "ext4"),
            ("/srv/www", "xfs"), ("/srv/www/dists", "xfs"), ("/srv/with blank\\x/y", "nfs4"), ("/proc/self", "proc"),
        ])
    func lookup(path: String, type: String) {
        #expect(MountTable(mountinfo: Self.text).mount(holding: path)?.fileSystemType == type)
    }

    @Test("tells bind mounts by their root, and leaves out lines that are cut")
    func fields() throws {
        let table = MountTable(mountinfo: Self.text)
        #expect(table.mounts.count == 6)
        let bind = try #require(table.mount(holding: "/srv/www"))
        #expect(bind.root == "/mirror/generations/20261122T041733Z")
        #expect(bind.options == ["ro"] && bind.device == "8:2" && bind.source == "/dev/sdb1")
    }

    @Test("of this machine is read, and so is the space left")
    func current() throws {
        let directory = try TemporaryDirectory()
        let path = try #require(try realPath(directory.path))
        // Below a chroot the mount of the root itself is not listed; that of /proc is, or nothing could be read.
        #expect(try MountTable.current().mount(holding: "/proc/self")?.mountPoint == "/proc")
        let space = try freeSpace(path)
        #expect(space.freeByteCount <= space.totalByteCount && space.totalByteCount > 0)
        #expect(throws: SystemCallError("statvfs", "/nonexistent", number: 2)) { try freeSpace("/nonexistent") }
    }
}
