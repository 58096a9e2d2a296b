import Glibc
import Synchronization

/// Work that goes on in a thread of its own, for what keeps a processor busy or waits for the disk while this thread does too.
///
/// A thread, and no task of Swift's: what it calls waits in system calls, and what starts it does not suspend. No signal is
/// handled in it.
package struct BackgroundWork<Value: Sendable>: ~Copyable {
    /// nil where there is no thread: none could be started, or it has been waited for.
    private var thread: pthread_t?
    private let outcome: Outcome<Value>
    private let body: @Sendable () -> Value

    /// The corresponding C function is `pthread_create`. Where the system starts no thread, `wait` does the work.
    package init(_ body: @escaping @Sendable () -> Value) {
        let outcome = Outcome<Value>()
        self.outcome = outcome
        self.body = body
        thread = startThread(Job { outcome.value.withLock { $0 = body() } })
    }

    deinit {
        if let thread { pthread_join(thread, nil) }
    }

    /// What came of it. The corresponding C function is `pthread_join`.
    package consuming func wait() -> Value {
        if let thread { pthread_join(thread, nil) }
        thread = nil
        return outcome.value.withLock { $0 } ?? body()
    }
}

private final class Outcome<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}
