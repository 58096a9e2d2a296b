import Glibc

/// The entries of one directory, sorted by the bytes of their names.
///
/// Names lie behind each other in one buffer: a mirror has tens of thousands of directories, and an allocation for each name
/// would cost more than the reading.
struct DirectoryListing {
    struct Entry {
        let start: Int
        let count: Int
        let inode: UInt64
        let kind: FileStatus.Kind
    }

    /// Each ends with a NUL.
    private(set) var names: [UInt8] = []
    private(set) var entries: [Entry] = []

    /// Reads the directory `path` below `root`; never through a symlink at its end.
    init(_ path: String, below root: borrowing Descriptor) throws(SystemCallError) {
        try self.init(reading: try root.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).leave(), path)
    }

    /// Reads an open directory and closes it.
    init(reading number: Int32, _ path: String) throws(SystemCallError) {
        guard let stream = fdopendir(number) else {
            let failure = SystemCallError("fdopendir", path)
            close(number)
            throw failure
        }
        defer { closedir(stream) }
        try readEntries(of: stream, path)
        names.withUnsafeBufferPointer { names in
            entries.sort { left, right in Self.order(names, left, names, right) < 0 }
        }
    }

    /// The order of two names: negative, zero or positive, as memcmp(3).
    static func order(
        _ names: UnsafeBufferPointer<UInt8>, _ entry: Entry, _ otherNames: UnsafeBufferPointer<UInt8>, _ other: Entry
    ) -> Int {
        guard let base = names.baseAddress, let otherBase = otherNames.baseAddress else { return 0 }
        let result = memcmp(base + entry.start, otherBase + other.start, min(entry.count, other.count))
        return result == 0 ? entry.count - other.count : Int(result)
    }

    func name(_ entry: Entry) -> ArraySlice<UInt8> { names[entry.start..<entry.start + entry.count] }

    /// The name for a system call, whatever its bytes.
    func withCString<Result>(_ entry: Entry, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        names.withUnsafeBytes { bytes in
            // The names end with a NUL each, and there is at least this one.
            body(bytes.baseAddress.unsafelyUnwrapped.advanced(by: entry.start).assumingMemoryBound(to: CChar.self))
        }
    }

    func isASCII(_ entry: Entry) -> Bool { name(entry).allSatisfy { $0 < 0x80 } }

    private mutating func readEntries(of stream: OpaquePointer, _ path: String) throws(SystemCallError) {
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw SystemCallError("readdir", path) }
                return
            }
            try append(entry, stream, path)
        }
    }

    private mutating func append(
        _ entry: UnsafeMutablePointer<dirent>, _ stream: OpaquePointer, _ path: String
    ) throws(SystemCallError) {
        let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 19
        let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        let count = strlen(name)
        if name[0] == 0x2E, count == 1 || (count == 2 && name[1] == 0x2E) { return }
        let kind = try Self.kind(entry.pointee.d_type, name, stream, path)
        entries.append(Entry(start: names.count, count: count, inode: UInt64(entry.pointee.d_ino), kind: kind))
        names.append(contentsOf: UnsafeRawBufferPointer(start: name, count: count + 1))
    }

    /// Some file systems do not say what an entry is; stat(2) does.
    private static func kind(
        _ type: UInt8, _ name: UnsafePointer<CChar>, _ stream: OpaquePointer, _ path: String
    ) throws(SystemCallError) -> FileStatus.Kind {
        switch Int(type) {
        case Int(DT_REG): return .regular
        case Int(DT_DIR): return .directory
        case Int(DT_LNK): return .symbolicLink
        case Int(DT_UNKNOWN):
            var buffer = stat()
            try checked("fstatat", path) { fstatat(dirfd(stream), name, &buffer, AT_SYMLINK_NOFOLLOW) }
            return FileStatus(buffer).kind
        default: return .other
        }
    }
}
