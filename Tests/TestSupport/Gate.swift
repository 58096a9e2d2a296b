import Glibc
import Synchronization

/// Holds one thread back until another lets it go on.
package final class Gate: Sendable {
    private let state = Mutex((isReached: false, isOpen: false))

    package init() {}

    /// Returns once the gate is open, or after a minute, so that a failed test ends.
    package func pass() {
        state.withLock { $0.isReached = true }
        _ = waitUntil(seconds: 60) { state.withLock { $0.isOpen } }
    }

    package func open() { state.withLock { $0.isOpen = true } }

    /// Whether someone has come to it.
    package var isReached: Bool { state.withLock { $0.isReached } }
}
