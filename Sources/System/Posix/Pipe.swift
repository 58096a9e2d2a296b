import Glibc

/// Both ends of a pipe, closed in children. The corresponding C function is `pipe2`.
struct Pipe: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    /// - Throws: `SystemCallError`, EMFILE and ENFILE among them.
    init() throws(SystemCallError) {
        var ends: [Int32] = [-1, -1]
        try checked("pipe2") { pipe2(&ends, O_CLOEXEC) }
        reading = Descriptor(owning: ends[0])
        writing = Descriptor(owning: ends[1])
    }
}

extension Descriptor {
    /// Makes read(2) and write(2) fail with EAGAIN instead of waiting, for every process that shares the open file.
    func setNonBlocking() throws(SystemCallError) {
        let flags = try checked("fcntl") { fcntl(number, F_GETFL) }
        try checked("fcntl") { fcntl(number, F_SETFL, flags | O_NONBLOCK) }
    }

    /// Another descriptor of the same open file, numbered `lowest` or higher.
    func duplicate(from lowest: Int32) throws(SystemCallError) -> Descriptor {
        try Self.duplicate(number, from: lowest)
    }

    static func duplicate(_ number: Int32, from lowest: Int32) throws(SystemCallError) -> Descriptor {
        Descriptor(owning: try checked("fcntl") { fcntl(number, F_DUPFD_CLOEXEC, lowest) })
    }

    /// A file in memory that holds `bytes` and stands at its start. The corresponding C function is `memfd_create`.
    package static func memory(_ bytes: [UInt8]) throws(SystemCallError) -> Descriptor {
        let file = Descriptor(owning: try checked("memfd_create") { memfd_create("mirrorward", UInt32(MFD_CLOEXEC)) })
        try file.write(bytes)
        try checked("lseek") { lseek(file.number, 0, SEEK_SET) }
        return file
    }
}

/// Waits until one of the descriptors can be read or was closed at its other end, or `limit` has passed.
///
/// - Returns: for each descriptor, whether it is ready; none after a signal. A negative descriptor is never ready.
/// - Throws: `SystemCallError` from poll(2).
func waitUntilReadable(_ numbers: [Int32], limit: Duration) throws(SystemCallError) -> [Bool] {
    var requests = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    do throws(SystemCallError) {
        let count = poll(&requests, nfds_t(requests.count), limit.milliseconds)
        if count < 0 { throw SystemCallError("poll") }
    } catch  where error.number == EINTR {
        return numbers.map { _ in false }
    }
    return requests.map { $0.revents != 0 }
}

extension Duration {
    /// For poll(2): rounded up, so that a wait never ends early and spins; from 0 to 24 hours.
    fileprivate var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds < 86_400 else { return 86_400_000 }
        return Int32(max(0, seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
    }
}
