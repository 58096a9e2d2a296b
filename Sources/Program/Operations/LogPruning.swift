import Configuration
import Glibc
import Posix
import Timekeeping

extension Program {
    /// Removes logs of syncs older than 60 days, and the oldest ones where all of a mirror's together have more than 1 GiB, but
    /// always keeps the last 10: a single one is bounded too, and an upstream that makes rsync chatter fills no disk with them.
    func pruneLogs(_ mirror: MirrorConfiguration, _ now: Instant) throws(Failure) {
        let directory = logDirectory(mirror)
        try Failure.ofSystem { () throws(SystemCallError) in
            guard try fileStatus(directory) != nil else { return }
            let names = try directoryNames(directory).filter { $0.hasSuffix(".log") }.sorted()
            let limit = now.adding(seconds: -60 * 86_400).generationName
            var room: Int64 = 1 << 30
            for (age, name) in names.reversed().enumerated() {
                room -= try fileStatus("\(directory)/\(name)")?.byteCount ?? 0
                if age >= 10, name < limit || room < 0 { try removeFile("\(directory)/\(name)") }
            }
        }
    }
}
