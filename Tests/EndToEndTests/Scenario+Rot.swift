import Glibc
import Posix
import TestSupport
import Testing

extension Scenario {
    /// Flips a bit of what is served, in place and under the same time, as a disk does.
    ///
    /// - Parameter offset: of the byte; in the middle of the file where it is nil.
    func rot(_ path: String, at offset: Int? = nil) throws {
        let file = "\(mirrorward.published)/\(path)"
        let time = try #require(try fileStatus(file)).modificationTime
        var bytes = try readFile(file, limit: 1 << 20)
        bytes[offset ?? bytes.count / 2] ^= 1
        try Descriptor.open(file, O_WRONLY).write(bytes)
        let times = [timespec(tv_sec: Int(time / 1_000_000_000), tv_nsec: Int(time % 1_000_000_000))]
        try checked("utimensat", file) { utimensat(AT_FDCWD, file, times + times, 0) }
        #expect(try fileStatus(file)?.modificationTime == time)
    }
}
