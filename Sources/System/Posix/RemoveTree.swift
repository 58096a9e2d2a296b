import Glibc

/// Removes `path` and everything below it; content when it is not there. No symlink is followed below `path`, nor at its end.
///
/// - Throws: `SystemCallError` from openat(2), readdir(3), unlinkat(2), renameat(2). What could be removed until then is gone.
package func removeTree(_ path: String) throws(SystemCallError) {
    guard let status = try fileStatus(path, followingLinks: false) else { return }
    guard status.kind == .directory else { return try removeFile(path) }
    let top = try Descriptor.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    var removal = TreeRemoval(top: top, path: path)
    try removal.run()
    try checked("rmdir", path) { rmdir(path) }
}

/// A removal that holds one descriptor for each level, and few levels: what lies deeper is first moved up to the top.
private struct TreeRemoval: ~Copyable {
    private static let maximumDepth = 100

    private let top: Descriptor
    private let path: String
    private var movedCount = 0

    init(top: consuming Descriptor, path: String) {
        self.top = top
        self.path = path
    }

    mutating func run() throws(SystemCallError) {
        var movedBefore: Int
        repeat {
            movedBefore = movedCount
            try empty(top.number, depth: 0)
        } while movedCount > movedBefore
    }

    private mutating func empty(_ directory: Int32, depth: Int) throws(SystemCallError) {
        let listing = try DirectoryListing(reading: try open(".", at: directory).leave(), path)
        for entry in listing.entries {
            if entry.kind == .directory {
                try removeDirectory(listing, entry, at: directory, depth: depth)
            } else {
                try unlink(listing, entry, at: directory)
            }
        }
    }

    private mutating func removeDirectory(
        _ listing: DirectoryListing, _ entry: DirectoryListing.Entry, at directory: Int32, depth: Int
    ) throws(SystemCallError) {
        if depth >= Self.maximumDepth { return try moveUp(listing, entry, at: directory) }
        let name = listing.withCString(entry) { String(validatingCString: $0) }
        let child = Descriptor(
            owning: try checked("openat", shown(name)) {
                listing.withCString(entry) { openat(directory, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
            })
        try empty(child.number, depth: depth + 1)
        try unlink(listing, entry, at: directory, AT_REMOVEDIR)
    }

    /// The next round of `run` finds it at the top.
    private mutating func moveUp(
        _ listing: DirectoryListing, _ entry: DirectoryListing.Entry, at directory: Int32
    ) throws(SystemCallError) {
        while true {
            movedCount += 1
            let newName = ".mirrorward-removed-\(movedCount)"
            do throws(SystemCallError) {
                _ = try checked("renameat", shown(newName)) {
                    listing.withCString(entry) { renameat(directory, $0, top.number, newName) }
                }
                return
            } catch  where [EEXIST, ENOTEMPTY, ENOTDIR].contains(error.number) {
                // Something of that name is there; the next number will do.
                continue
            }
        }
    }

    private func unlink(
        _ listing: DirectoryListing, _ entry: DirectoryListing.Entry, at directory: Int32, _ flags: Int32 = 0
    ) throws(SystemCallError) {
        do throws(SystemCallError) {
            try checked("unlinkat", shown(listing.withCString(entry) { String(validatingCString: $0) })) {
                listing.withCString(entry) { unlinkat(directory, $0, flags) }
            }
        } catch  where error.number == ENOENT {}
    }

    private func open(_ name: String, at directory: Int32) throws(SystemCallError) -> Descriptor {
        Descriptor(owning: try checked("openat", path) { openat(directory, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    private func shown(_ name: String?) -> String { "\(path)/.../\(name ?? "?")" }
}
