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
    /// Of the directory itself: the lower 12 bits of its mode.
    private(set) var permissions: UInt32 = 0

    /// Reads the directory `path` below `root`; never through a symlink at its end.
    init(_ path: String, below root: borrowing Descriptor) throws(SystemCallError) {
        try self.init(reading: try root.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW).leave(), path)
    }

    /// Reads an open directory and closes it.
    ///
    /// The corresponding C function is `getdents64`: readdir(3) asks further things of the kernel for each directory, and a
    /// mirror has tens of thousands of them.
    init(reading number: Int32, _ path: String) throws(SystemCallError) {
        let directory = Descriptor(owning: number)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 << 10, alignment: 8)
        defer { buffer.deallocate() }
        while let base = buffer.baseAddress {
            let count = try checked("getdents64", path) {
                getdents64(directory.number, base, buffer.count)
            }
            if count == 0 { break }
            try append(UnsafeRawBufferPointer(rebasing: buffer[..<count]), of: directory, path)
        }
        permissions = UInt32(try directory.status().permissions)
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

    /// Whether it may be the Release file of a suite. The length is looked at first: nearly every name has another.
    /// `kind`: of an entry of the same name in another tree.
    func isReleaseFile(_ entry: Entry, kind: FileStatus.Kind? = nil) -> Bool {
        switch (kind ?? entry.kind, entry.count) {
        case (.regular, 7), (.symbolicLink, 7): name(entry).elementsEqual("Release".utf8)
        case (.regular, 9), (.symbolicLink, 9): name(entry).elementsEqual("InRelease".utf8)
        default: false
        }
    }

    func isASCII(_ entry: Entry) -> Bool { name(entry).allSatisfy { $0 < 0x80 } }

    /// Takes the records of one getdents64(2).
    private mutating func append(
        _ records: UnsafeRawBufferPointer, of directory: borrowing Descriptor, _ path: String
    ) throws(SystemCallError) {
        var rest = records
        while let base = rest.baseAddress, rest.count > Self.nameOffset {
            let record = base.assumingMemoryBound(to: dirent64.self)
            let name = base.advanced(by: Self.nameOffset).assumingMemoryBound(to: CChar.self)
            try append(record, name, of: directory, path)
            rest = UnsafeRawBufferPointer(rebasing: rest[min(max(Int(record.pointee.d_reclen), 1), rest.count)...])
        }
    }

    /// The size of what stands before the name (getdents64(2)).
    private static let nameOffset = 19

    private mutating func append(
        _ record: UnsafePointer<dirent64>, _ name: UnsafePointer<CChar>, of directory: borrowing Descriptor,
        _ path: String
    ) throws(SystemCallError) {
        let count = strlen(name)
        if name[0] == 0x2E, count == 1 || (count == 2 && name[1] == 0x2E) { return }
        let kind = try Self.kind(record.pointee.d_type, name, directory.number, path)
        entries.append(Entry(start: names.count, count: count, inode: UInt64(record.pointee.d_ino), kind: kind))
        names.append(contentsOf: UnsafeRawBufferPointer(start: name, count: count + 1))
    }

    /// Some file systems do not say what an entry is; stat(2) does.
    private static func kind(
        _ type: UInt8, _ name: UnsafePointer<CChar>, _ directory: Int32, _ path: String
    ) throws(SystemCallError) -> FileStatus.Kind {
        switch Int(type) {
        case Int(DT_REG): return .regular
        case Int(DT_DIR): return .directory
        case Int(DT_LNK): return .symbolicLink
        case Int(DT_UNKNOWN):
            var buffer = stat()
            try checked("fstatat", path) { fstatat(directory, name, &buffer, AT_SYMLINK_NOFOLLOW) }
            return FileStatus(buffer).kind
        default: return .other
        }
    }
}
