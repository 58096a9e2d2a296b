import Posix
import TestSupport
import Testing
import Transfer

@Suite("A transfer that would fill the disk")
struct MinimumFreeTests {
    @Test(
        "is ended while what must stay free still is, and keeps what came",
        .enabled(if: TestMount.isPossible, "no file system can be mounted here"))
    func ended() throws {
        let disk = try TemporaryDirectory()
        let mount = try TestMount(on: disk.path, options: "size=64m")
        let source = try TemporaryDirectory()
        // Slow enough for several looks: 48 MiB in files of one, at 8 MiB a second.
        for number in 0..<48 { try source.write(String(repeating: "x", count: 1 << 20), to: "file-\(number)") }
        var request = TransferRequest(
            upstream: try Upstream(source.path), staging: "\(disk.path)/staging", live: nil,
            partialDirectory: "\(disk.path)/.partial")
        request.bandwidth = 8 << 10
        request.minimumFreeByteCount = 32 << 20
        let outcome = Transfer(request).run(log: "\(source.path).log")
        try? removeFile("\(source.path).log")
        guard case .localFault(.minimumFree(let free, let wanted)) = outcome.ending else {
            Issue.record("\(outcome.ending)")
            return
        }
        #expect(free < 32 << 20 && wanted == 32 << 20)
        // A second of 8 MiB, and one file under way.
        #expect(try freeSpace(disk.path).freeByteCount > 12 << 20)
        #expect(try filePaths(of: "\(disk.path)/staging").count > 10)
        #expect(outcome.reachedUpstream)
        try mount.unmount()
    }
}
