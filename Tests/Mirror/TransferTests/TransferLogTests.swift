import Glibc
import Posix
import TestSupport
import Testing

@testable import Transfer

@Suite("The log of a transfer")
struct TransferLogTests {
    @Test("is bounded as a file: what earlier connections wrote counts, and what rsync ended with is still told")
    func bound() throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/log"
        try replaceFile(path, with: [])
        try checked("truncate", path) { truncate(path, 72 << 20) }
        var log = TransferLog(path)
        log.write("item x", .output)
        log.write("rsync: x", .error)
        log.write("[rsync ended]", .own)
        log.flush()
        #expect(try fileStatus(path)?.byteCount == 72 << 20 + Int64("[rsync ended]\n".utf8.count))
    }
}
