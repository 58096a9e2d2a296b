package import Glibc

/// A process beyond doubt: its number may be given to another one, its start time within one boot not.
package struct ProcessIdentity: Sendable, Hashable {
    package let processID: pid_t
    /// Clock ticks from boot to its start: field 22 of /proc/<pid>/stat, as proc_pid_stat(5).
    package let startTime: UInt64
    /// `/proc/sys/kernel/random/boot_id`.
    package let bootID: String

    package init(processID: pid_t, startTime: UInt64, bootID: String) {
        self.processID = processID
        self.startTime = startTime
        self.bootID = bootID
    }

    /// The process that has this number now, a zombie too; nil where there is none.
    package init?(_ processID: pid_t) {
        guard let record = ProcessRecord(processID), let bootID = currentBootID() else { return nil }
        self.init(processID: processID, startTime: record.startTime, bootID: bootID)
    }

    /// Whether it runs: same boot, same start time, and no zombie.
    package var isAlive: Bool {
        guard bootID == currentBootID(), let record = ProcessRecord(processID) else { return false }
        return record.startTime == startTime && !record.isZombie
    }
}

/// `/proc/sys/kernel/random/boot_id`: another one after each boot; nil where /proc is not mounted.
package func currentBootID() -> String? {
    guard let bytes = try? readFile("/proc/sys/kernel/random/boot_id", limit: 64) else { return nil }
    return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
}

/// Three words, as `4711 281234 0d4f6c9e-...`, to be written to a file or a table and read again.
extension ProcessIdentity: LosslessStringConvertible {
    package init?(_ description: String) {
        let words = description.split(separator: " ")
        guard words.count == 3, let processID = pid_t(words[0]), processID > 0, let startTime = UInt64(words[1]) else {
            return nil
        }
        self.init(processID: processID, startTime: startTime, bootID: String(words[2]))
    }

    package var description: String { "\(processID) \(startTime) \(bootID)" }
}
