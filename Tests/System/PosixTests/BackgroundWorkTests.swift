import Glibc
import Posix
import TestSupport
import Testing

@Suite("Work in the background")
struct BackgroundWorkTests {
    @Test("goes on while the one who started it does something else")
    func concurrency() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe2(&ends, O_CLOEXEC) == 0)
        let reading = Descriptor(owning: ends[0])
        let writing = Descriptor(owning: ends[1])
        let number = reading.number
        // It ends only if what is written after its start reaches it.
        let work = BackgroundWork {
            var byte: UInt8 = 0
            return read(number, &byte, 1) == 1 ? byte : 0
        }
        try writing.write([42])
        let byte = work.wait()
        #expect(byte == 42)
    }

    @Test("is spared signals, and leaves those of its starter alone")
    func signals() {
        @Sendable func isBlocked(_ signal: Int32) -> Bool {
            var mask = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &mask)
            return sigismember(&mask, signal) == 1
        }
        let before = isBlocked(SIGTERM)
        let isBlockedThere = BackgroundWork { isBlocked(SIGTERM) }.wait()
        #expect(isBlockedThere)
        #expect(isBlocked(SIGTERM) == before)
    }

    @Test("is over when nobody waits for it any more")
    func end() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0)
        let reading = Descriptor(owning: ends[0])
        let writing = Descriptor(owning: ends[1])
        let number = writing.number
        do {
            let work = BackgroundWork { write(number, "x", 1) }
            _ = work
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1, alignment: 1)
        defer { buffer.deallocate() }
        #expect(try reading.read(into: buffer) == 1)
    }
}
