import Glibc
import Synchronization

/// A request to stop, for whoever works to look at and for whoever waits to poll for. The first one counts.
package final class Interruption: Sendable {
    private let requested = Atomic<Int32>(0)
    private let reading: Int32
    private let writing: Int32

    /// - Throws: `SystemCallError` from pipe2(2).
    package init() throws(SystemCallError) {
        let pipe = try Pipe()
        try pipe.writing.setNonBlocking()
        reading = pipe.reading.leave()
        writing = pipe.writing.leave()
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// The signal that asked to stop, or nil: go on.
    package var signal: Int32? {
        let signal = requested.load(ordering: .acquiring)
        return signal == 0 ? nil : signal
    }

    /// Can be read from the first request on, for poll(2). Nobody reads from it.
    package var descriptorNumber: Int32 { reading }

    /// Asks to stop. It may be called from a signal handler: two system calls at most, no allocation, no lock.
    package func request(_ signal: Int32) {
        let (isFirst, _) = requested.compareExchange(expected: 0, desired: signal, ordering: .acquiringAndReleasing)
        if isFirst {
            var byte: UInt8 = 0
            _ = write(writing, &byte, 1)
        }
    }

    /// The signals that end a sync in order: Ctrl-C, kill(1) or the service manager, and a terminal that goes away.
    private static let signals = [SIGINT, SIGTERM, SIGHUP]

    /// Turns SIGINT, SIGTERM and SIGHUP into requests. A second one of the same kind ends the program at once, as it would have
    /// without this; a signal that was ignored at the start, as nohup(1) does, stays ignored.
    ///
    /// For the program alone: it is the one place that changes what a signal does. The interruption lives for ever from then on.
    package func installForProgram() {
        signalTarget.store(UInt(bitPattern: Unmanaged.passRetained(self).toOpaque()), ordering: .releasing)
        for signal in Self.signals {
            var old = sigaction()
            sigaction(signal, nil, &old)
            if unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
                continue
            }
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { forwardSignal($0) }
            action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &action, nil)
        }
        // A parent may have left it ignored, and then no child's end could be waited for.
        Glibc.signal(SIGCHLD, SIG_DFL)
        // A reader of ours that goes away is an error of write(2), not our end.
        Glibc.signal(SIGPIPE, SIG_IGN)
    }
}

/// The interruption that the program's signals go to, as a bit pattern; 0 for none.
private let signalTarget = Atomic<UInt>(0)

private func forwardSignal(_ signal: Int32) {
    let savedErrno = errno
    if let pointer = UnsafeRawPointer(bitPattern: signalTarget.load(ordering: .acquiring)) {
        Unmanaged<Interruption>.fromOpaque(pointer)._withUnsafeGuaranteedRef { $0.request(signal) }
    }
    errno = savedErrno
}
