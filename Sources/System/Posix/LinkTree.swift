import Glibc

/// What `linkTree` made.
package struct LinkTreeResult: Sendable, Hashable {
    package internal(set) var linkCount = 0
    package internal(set) var directoryCount = 0
    /// Entries of `to` that were there already, and were kept.
    package internal(set) var keptCount = 0
}

/// Makes `to` a tree whose files and symlinks are hard links to those of `from`; directories get the mode and times of theirs.
///
/// `to` may exist: its entries are kept, whatever they are, and directories on both sides are entered. Devices, sockets and
/// FIFOs are left out. Nothing is synced to disk.
///
/// - Throws: `SystemCallError` from openat(2), readdir(3), mkdirat(2), linkat(2) with the path relative to the trees: EPERM,
///   EXDEV, EMLINK when links cannot be made, EDQUOT, ENOSPC.
@discardableResult
package func linkTree(from: String, to: String) throws(SystemCallError) -> LinkTreeResult {
    let source = try Descriptor.open(from, O_RDONLY | O_DIRECTORY)
    do throws(SystemCallError) { try checked("mkdir", to) { mkdir(to, 0o755) } } catch  where error.number == EEXIST {}
    let target = try Descriptor.open(to, O_RDONLY | O_DIRECTORY)
    var linking = TreeLinking(source: source, target: target)
    try linking.run()
    return linking.finish()
}

/// Directories are opened by their path below the roots and closed before the next, so that no depth exhausts descriptors.
private struct TreeLinking: ~Copyable {
    private let source: Descriptor
    private let target: Descriptor
    private var pending: [[CChar]] = [[0x2E, 0]]
    private var result = LinkTreeResult()

    init(source: consuming Descriptor, target: consuming Descriptor) {
        self.source = source
        self.target = target
    }

    consuming func finish() -> LinkTreeResult { result }

    mutating func run() throws(SystemCallError) {
        while let path = pending.popLast() { try link(path) }
    }

    private mutating func link(_ path: [CChar]) throws(SystemCallError) {
        let from = try open(path, below: source)
        let to = try open(path, below: target)
        let listing = try DirectoryListing(reading: try open(path, below: source).leave(), shown(path))
        for entry in listing.entries where entry.kind != .other {
            if entry.kind == .directory {
                try makeDirectory(listing, entry, path, to.number)
            } else if try make("linkat", path, listing, entry, { linkat(from.number, $0, to.number, $0, 0) }) {
                result.linkCount += 1
            }
        }
        try copyTimes(from, to, path)
    }

    private mutating func makeDirectory(
        _ listing: DirectoryListing, _ entry: DirectoryListing.Entry, _ path: [CChar], _ to: Int32
    ) throws(SystemCallError) {
        if try make("mkdirat", path, listing, entry, { mkdirat(to, $0, 0o755) }) {
            result.directoryCount += 1
        } else {
            var status = stat()
            listing.withCString(entry) { _ = fstatat(to, $0, &status, AT_SYMLINK_NOFOLLOW) }
            guard status.st_mode & S_IFMT == S_IFDIR else { return }
        }
        let name = listing.name(entry).map { CChar(bitPattern: $0) }
        pending.append(path.dropLast() + [0x2F] + name + [0])
    }

    /// - Returns: whether it was made; false where something stands there already.
    private mutating func make(
        _ call: String, _ path: [CChar], _ listing: DirectoryListing, _ entry: DirectoryListing.Entry,
        _ body: (UnsafePointer<CChar>) -> Int32
    ) throws(SystemCallError) -> Bool {
        let failure = listing.withCString(entry) { body($0) == 0 ? 0 : errno }
        if failure == 0 { return true }
        guard failure == EEXIST else {
            let name = String(decoding: listing.name(entry), as: UTF8.self)
            throw SystemCallError(call, "\(shown(path))/\(name)", number: failure)
        }
        result.keptCount += 1
        return false
    }

    private func open(_ path: [CChar], below root: borrowing Descriptor) throws(SystemCallError) -> Descriptor {
        Descriptor(
            owning: try checked("openat", shown(path)) {
                openat(root.number, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            })
    }

    /// rsync compares the times and modes of directories too, and would correct each one.
    private func copyTimes(
        _ from: borrowing Descriptor, _ to: borrowing Descriptor, _ path: [CChar]
    ) throws(SystemCallError) {
        var status = stat()
        try checked("fstat", shown(path)) { fstat(from.number, &status) }
        try checked("fchmod", shown(path)) { fchmod(to.number, status.st_mode & 0o7777) }
        let times = [status.st_atim, status.st_mtim]
        try checked("futimens", shown(path)) { futimens(to.number, times) }
    }

    private func shown(_ path: [CChar]) -> String {
        String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
