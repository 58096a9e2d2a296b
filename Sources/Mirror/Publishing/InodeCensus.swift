import Glibc
import Posix

/// The inodes below several trees, each counted once, with the tree that holds it and one of its paths.
///
/// readdir(3) tells inode numbers without a stat(2) for each name: trees that share their files are read at the cost of their
/// directories.
struct InodeCensus {
    struct Resident {
        /// The number of the tree; nil where several hold it.
        var tree: Int?
        /// In all trees.
        var nameCount: UInt64
        fileprivate let pathStart: Int
    }

    /// By inode number: files, symlinks and what else is no directory.
    private(set) var residents: [UInt64: Resident] = [:]
    /// What the directories of each tree occupy.
    private(set) var directoryByteCounts: [Int64] = []
    /// Paths behind each other, with a NUL at the end of each.
    private var paths: [CChar] = []

    /// Whether names in the tree that is read make it a holder of what an earlier tree holds.
    private var sharesHolding = true

    /// Reads the tree `path`, whose number is the count of trees read before it.
    ///
    /// - Parameter shares: false when what an earlier tree holds stays that tree's alone.
    mutating func add(_ path: String, shares: Bool = true) throws(SystemCallError) {
        directoryByteCounts.append(0)
        sharesHolding = shares
        var pending = [Array(path.utf8CString)]
        while let directory = pending.popLast() { try read(directory, &pending) }
    }

    /// The status of a resident; nil when it has gone since.
    func status(of resident: Resident) throws(SystemCallError) -> FileStatus? {
        var status = stat()
        let result = paths[resident.pathStart...].withUnsafeBufferPointer { path in
            path.baseAddress.map { lstat($0, &status) == 0 ? 0 : errno } ?? ENOENT
        }
        if result == ENOENT { return nil }
        if result != 0 { throw SystemCallError("lstat", number: result) }
        return FileStatus(status)
    }

    private mutating func read(_ directory: [CChar], _ pending: inout [[CChar]]) throws(SystemCallError) {
        guard let stream = opendir(directory) else { throw SystemCallError("opendir", shown(directory)) }
        defer { closedir(stream) }
        var status = stat()
        try checked("fstat") { fstat(dirfd(stream), &status) }
        directoryByteCounts[directoryByteCounts.count - 1] += FileStatus(status).allocatedByteCount
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemCallError("readdir", shown(directory)) }
                return
            }
            try count(entry, directory, dirfd(stream), &pending)
        }
    }

    private mutating func count(
        _ entry: UnsafeMutablePointer<dirent>, _ directory: [CChar], _ descriptor: Int32, _ pending: inout [[CChar]]
    ) throws(SystemCallError) {
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
        let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { return }
        let nameWithEnd = UnsafeBufferPointer(start: name, count: strlen(name) + 1)
        if try isDirectory(entry, name, descriptor) {
            pending.append(directory.dropLast() + [0x2F] + nameWithEnd)
            return
        }
        settle(UInt64(entry.pointee.d_ino), directory, nameWithEnd)
    }

    private mutating func settle(_ inode: UInt64, _ directory: [CChar], _ name: UnsafeBufferPointer<CChar>) {
        let tree = directoryByteCounts.count - 1
        if var resident = residents[inode] {
            resident.nameCount += 1
            if sharesHolding && resident.tree != tree { resident.tree = nil }
            residents[inode] = resident
            return
        }
        residents[inode] = Resident(tree: tree, nameCount: 1, pathStart: paths.count)
        paths.append(contentsOf: directory.dropLast())
        paths.append(0x2F)
        paths.append(contentsOf: name)
    }

    private func isDirectory(
        _ entry: UnsafeMutablePointer<dirent>, _ name: UnsafePointer<CChar>, _ descriptor: Int32
    ) throws(SystemCallError) -> Bool {
        if Int(entry.pointee.d_type) != Int(DT_UNKNOWN) { return Int(entry.pointee.d_type) == Int(DT_DIR) }
        var status = stat()
        try checked("fstatat") { fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) }
        return FileStatus(status).kind == .directory
    }

    private func shown(_ path: [CChar]) -> String {
        String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
