import Glibc
import Posix
import Synchronization

/// Calls that hang are left behind, and this many at the most: each costs a thread.
private let hangingLimit = 256
private let running = Atomic<Int>(0)

/// Runs `body` in a thread of its own, for a call of the system that knows no deadline.
///
/// - Returns: nil when it did not end within `seconds`; it goes on then, and nobody looks at what comes of it.
/// - Throws: `ResolutionFailure.tooManyHanging`, `.unavailable` where the system starts no thread.
func bounded<Value: Sendable>(
    seconds: Double, _ body: @escaping @Sendable () -> Value
) throws(ResolutionFailure) -> Value? {
    guard running.add(1, ordering: .relaxed).newValue <= hangingLimit else {
        running.subtract(1, ordering: .relaxed)
        throw .tooManyHanging(count: hangingLimit)
    }
    guard let call = PendingCall<Value>(), call.start(body) else {
        running.subtract(1, ordering: .relaxed)
        throw .unavailable(reason: String(cString: strerror(EAGAIN)))
    }
    return call.wait(seconds: seconds)
}

/// Shared by the one that waits and the thread that works; the last to let go of it closes the descriptor.
private final class PendingCall<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    /// A pipe: it can be read once the call has ended.
    private let reading: Int32
    private let writing: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC) == 0, let reading = ends.first, let writing = ends.last else { return nil }
        self.reading = reading
        self.writing = writing
    }

    deinit {
        close(reading)
        close(writing)
    }

    func start(_ body: @escaping @Sendable () -> Value) -> Bool {
        startDetachedThread {
            let result = body()
            self.value.withLock { $0 = result }
            running.subtract(1, ordering: .relaxed)
            var byte: UInt8 = 0
            _ = write(self.writing, &byte, 1)
        }
    }

    func wait(seconds: Double) -> Value? {
        let deadline = ContinuousClock.now + .seconds(min(max(seconds, 0), 3600))
        while true {
            let left = deadline - ContinuousClock.now
            var wish = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
            let milliseconds = max(0, left / .milliseconds(1))
            if poll(&wish, 1, Int32(milliseconds.rounded(.up))) > 0 { return value.withLock { $0 } }
            if left <= .zero { return value.withLock { $0 } }
        }
    }
}
