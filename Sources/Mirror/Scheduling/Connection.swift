package import Timekeeping

/// What became of one connection to an upstream.
package enum ConnectionOutcome: String, Sendable, Hashable, CaseIterable {
    /// It ended as rsync meant it to, whatever the transfer was worth.
    case finished
    /// It broke off; the session may go on.
    case dropped
    /// No connection was made: no route, refused by the host, name not found.
    case neverReached = "never-reached"
    case accessDenied = "access-denied"
    case unknownModule = "unknown-module"
    case authenticationFailed = "authentication-failed"
    /// "max connections".
    case upstreamFull = "upstream-full"
    /// A signal ended the sync.
    case interrupted
    /// This machine failed: a full disk, a missing program.
    case failedHere = "failed-here"

    /// Whether it is the upstream's word that it does not serve us: asking again would change nothing.
    package var isRefusal: Bool {
        switch self {
        case .accessDenied, .unknownModule, .authenticationFailed: true
        case .finished, .dropped, .neverReached, .upstreamFull, .interrupted, .failedHere: false
        }
    }
}

/// One opening of a connection to an upstream: recorded before anything is sent.
package struct Connection: Sendable, Hashable {
    /// As the clocks said at the opening; never changed afterwards.
    package let opened: ClockReading
    /// Where the opening lies by the clocks as they were found later: set by somebody, or those of another boot, before whose start
    /// `secondsSinceBoot` is negative.
    package var corrected: ClockReading?
    /// The last sign of life: the opening, a later reading while the transfer ran, at last the end.
    package var lastActive: ClockReading
    /// Nil while it runs, and for ever when a crash cut it.
    package var outcome: ConnectionOutcome?

    package init(opened: ClockReading) {
        self.opened = opened
        lastActive = opened
    }

    /// The opening by what is known today.
    package var placed: ClockReading { corrected ?? opened }

    /// Whether the sync ended without seeing the end of this connection.
    package var isCut: Bool { outcome == nil || outcome == .interrupted }
}
