import Glibc

/// A line of /proc/<pid>/stat, as proc_pid_stat(5).
struct ProcessRecord: Hashable {
    let processID: pid_t
    let isZombie: Bool
    let group: pid_t
    /// Clock ticks from boot to its start.
    let startTime: UInt64

    /// The process `processID`, or nil where there is none.
    init?(_ processID: pid_t) {
        guard let bytes = try? readFile("/proc/\(processID)/stat", limit: 4096) else { return nil }
        self.init(line: bytes)
    }

    /// - Parameter line: the second field is the program's name in parentheses, and it may hold blanks and parentheses.
    init?(line: [UInt8]) {
        guard let open = line.firstIndex(of: UInt8(ascii: "(")), let end = line.lastIndex(of: UInt8(ascii: ")")),
            open < end, let processID = pid_t(String(decoding: line[..<open], as: UTF8.self).dropLast())
        else { return nil }
        let fields = line[line.index(after: end)...].split(separator: UInt8(ascii: " "))
            .map { String(decoding: $0, as: UTF8.self) }
        // Fields count from 1, and the first of these is field 3.
        guard fields.count > 19, let group = pid_t(fields[2]), let startTime = UInt64(fields[19]) else { return nil }
        self.processID = processID
        self.group = group
        self.startTime = startTime
        isZombie = fields[0] == "Z" || fields[0] == "X"
    }

    /// Whether it holds a descriptor of the file `status` tells of; false for what this user may not look into.
    func hasOpen(_ status: FileStatus) -> Bool {
        let directory = "/proc/\(processID)/fd"
        return ProcessTable.names(in: directory).contains { name in
            guard let open = try? fileStatus("\(directory)/\(name)") else { return false }
            return open.inode == status.inode && open.device == status.device
        }
    }
}

/// The processes of this machine.
enum ProcessTable {
    static func members(ofGroup group: pid_t) -> [ProcessRecord] {
        all().filter { $0.group == group }
    }

    static func all() -> [ProcessRecord] {
        names(in: "/proc").compactMap { pid_t($0) }.compactMap { ProcessRecord($0) }
    }

    /// Names alone: of a process that ends meanwhile the kernel cannot say what kind of entry it is, and the whole listing would fail.
    static func names(in directory: String) -> [String] { (try? directoryNames(directory)) ?? [] }
}
