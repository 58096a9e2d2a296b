import Configuration
import Glibc
import Posix
import Timekeeping

extension Program {
    /// Removes logs of syncs older than 60 days, but always keeps the last 10.
    func pruneLogs(_ mirror: MirrorConfiguration, _ now: Instant) throws(Failure) {
        let directory = logDirectory(mirror)
        try Failure.ofSystem { () throws(SystemCallError) in
            guard try fileStatus(directory) != nil else { return }
            let names = try directoryNames(directory).filter { $0.hasSuffix(".log") }.sorted().dropLast(10)
            let limit = now.adding(seconds: -60 * 86_400).generationName
            for name in names where name < limit { try removeFile("\(directory)/\(name)") }
        }
    }
}
