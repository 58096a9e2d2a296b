/// The mounts that this process sees, as proc_pid_mountinfo(5).
package struct MountTable: Sendable {
    package struct Mount: Sendable, Hashable {
        /// `major:minor`.
        package let device: String
        /// What of the file system is mounted: `/`, or the directory of a bind mount.
        package let root: String
        package let mountPoint: String
        /// As `rw`, `ro`, `noexec`.
        package let options: [String]
        /// As `ext4`, `nfs4`, `btrfs`.
        package let fileSystemType: String
        package let source: String
    }

    /// In the order of mounting: of two on one mount point the later one is seen.
    package let mounts: [Mount]

    /// - Parameter mountinfo: the text of /proc/self/mountinfo; lines that do not read as such are left out.
    package init(mountinfo: String) {
        mounts = mountinfo.split(separator: "\n").compactMap { Mount(line: $0) }
    }

    /// The mounts now.
    ///
    /// - Throws: `SystemCallError` from open(2), where /proc is not mounted.
    package static func current() throws(SystemCallError) -> MountTable {
        MountTable(mountinfo: String(decoding: try readFile("/proc/self/mountinfo", limit: 16 << 20), as: UTF8.self))
    }

    /// The mount that holds `path`.
    ///
    /// - Parameter path: a real path, as of `realPath`.
    package func mount(holding path: String) -> Mount? {
        mounts.enumerated().filter { $0.element.holds(path) }
            .max { ($0.element.mountPoint.utf8.count, $0.offset) < ($1.element.mountPoint.utf8.count, $1.offset) }?
            .element
    }
}

extension MountTable.Mount {
    /// Fields: id, parent, device, root, mount point, options, any number of tags, `-`, type, source, options of the type.
    fileprivate init?(line: Substring) {
        let fields = line.split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count >= 10, let dash = fields[6...].firstIndex(of: "-"), fields.count > dash + 2 else {
            return nil
        }
        device = String(fields[2])
        root = Self.unescaped(fields[3])
        mountPoint = Self.unescaped(fields[4])
        options = fields[5].split(separator: ",").map(String.init)
        fileSystemType = String(fields[dash + 1])
        source = Self.unescaped(fields[dash + 2])
    }

    fileprivate func holds(_ path: String) -> Bool {
        mountPoint == "/" || path == mountPoint || path.hasPrefix(mountPoint + "/")
    }

    /// Blank, tab, newline and backslash stand as `\040`, `\011`, `\012`, `\134`.
    private static func unescaped(_ field: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(field.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.count >= 3,
                let value = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
