package import Glibc

extension ProcessIdentity {
    /// The other processes that hold the file `path` open, a lock they inherited for example; only those that this user may
    /// look into.
    ///
    /// - Throws: `SystemCallError` from statx(2).
    package static func holders(of path: String) throws(SystemCallError) -> [ProcessIdentity] {
        guard let status = try fileStatus(path), let bootID = currentBootID() else { return [] }
        return ProcessTable.all().filter { $0.processID != getpid() && $0.hasOpen(status) }.map {
            ProcessIdentity(processID: $0.processID, startTime: $0.startTime, bootID: bootID)
        }
    }

    /// The number of the process group that it belongs to; nil once it has gone.
    package var group: pid_t? {
        guard let record = ProcessRecord(processID), record.startTime == startTime else { return nil }
        return record.group
    }
}

/// A number that changes as long as a process of the group reads or writes anything, a socket included: the sum of `rchar` and
/// `wchar` of proc_pid_io(5). Nil where none may be asked.
package func groupActivity(_ group: pid_t) -> UInt64? {
    let counts = ProcessTable.members(ofGroup: group).compactMap { ioByteCount($0.processID) }
    return counts.isEmpty ? nil : counts.reduce(0, &+)
}

private func ioByteCount(_ processID: pid_t) -> UInt64? {
    guard let bytes = try? readFile("/proc/\(processID)/io", limit: 4096) else { return nil }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let values = lines.filter { $0.hasPrefix("rchar: ") || $0.hasPrefix("wchar: ") }
        .compactMap { $0.split(separator: " ").last.flatMap { UInt64($0) } }
    return values.count == 2 ? values[0] &+ values[1] : nil
}
