import Posix

/// A directory that holds a Release file of its own.
struct DiscoveredSuite: Sendable, Hashable {
    /// Its path below `dists/`; of a flat archive its directory with a slash at its end, as sources.list(5) writes it, and `./`
    /// for the root.
    let name: String
    /// Names of symlinks that lead to it, in the same form.
    var aliases: [String] = []
    let hasInRelease: Bool
    let hasRelease: Bool
    let hasDetachedSignature: Bool

    /// - Parameter names: what its directory holds.
    init(name: String, names: [String]) {
        self.name = name
        hasInRelease = names.contains("InRelease")
        hasRelease = names.contains("Release")
        hasDetachedSignature = names.contains("Release.gpg")
    }

    var isFlat: Bool { name.hasSuffix("/") }

    /// Relative to the archive's root; `.` for the root itself.
    var directory: String { Self.directory(of: name) }

    /// What apt reads of it.
    var releasePath: String { path(hasInRelease ? "InRelease" : "Release") }

    /// The path of something below its directory.
    func path(_ relative: String) -> String { joinPath(directory, relative) }

    static func directory(of name: String) -> String {
        name.hasSuffix("/") ? String(name.dropLast()) : "dists/\(name)"
    }
}

/// What a directory is, whatever name leads to it.
struct DirectoryPlace: Hashable {
    private let device: UInt64
    private let inode: UInt64

    init(_ status: FileStatus) {
        device = status.device
        inode = status.inode
    }
}
