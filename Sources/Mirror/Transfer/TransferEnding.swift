package import Posix

/// How a transfer ended, told by the exit value of rsync and what it said.
package enum TransferEnding: Sendable, Hashable {
    /// Everything is here.
    case complete
    /// Everything is here but what the sender could not read, what vanished, and what changed while it was read.
    case partial
    /// The upstream was reached and said no.
    case refused(Refusal)
    /// No connection came about, so that the upstream knows nothing of it.
    case unreachable(Unreachability)
    /// The connection was lost, or the upstream's rsync died: it may be continued.
    case dropped(ChildExit)
    case localFault(LocalFault)
    /// This signal asked us to stop.
    case interrupted(signal: Int32)
    /// Ended by us: it did nothing for that long.
    case stalled(seconds: Int)
    /// Ended by us: it took longer than any transfer may.
    case tookTooLong(seconds: Int)
    /// rsync ended in a way that rsync(1) does not explain.
    case unexplained(ChildExit)

    /// Why the upstream gives nothing; the texts are those of rsync's clientserver.c and authenticate.c.
    package enum Refusal: Sendable, Hashable {
        /// `@ERROR: access denied to <module> from <host> (<address>)`.
        case accessDenied
        /// `@ERROR: Unknown module '<module>'`; also said of a hidden module to which access is denied.
        case unknownModule
        /// `@ERROR: max connections (<n>) reached -- try again later`: the one that asks to come back.
        case maximumConnections
        /// `@ERROR: auth failed on module <module>`, or ssh's `Permission denied`.
        case authenticationFailed
        /// The module is there, the path below it not: `change_dir "<path>" (in <module>) failed`.
        case noSuchPath
        /// `pre-xfer exec returned failure` and `early exec failed`: a gate; what it says is in the outcome's `upstreamWords`.
        case gate
        /// `The server is configured to refuse --hard-links`, or an rsync too old for an option.
        case optionRefused
        /// Something else answers there, or an rsync of another protocol.
        case notRsync
        /// ssh came in, and there is no rsync.
        case noRemoteRsync
        /// ssh does not know the host's key, or knows another.
        case hostKey
        /// Any other `@ERROR`.
        case other
    }

    package enum Unreachability: Sendable, Hashable { case nameNotFound, connectionRefused, noRoute, timedOut, other }

    /// The conditions are those of getpassf in rsync's authenticate.c.
    package enum PasswordFileFault: Sendable, Hashable {
        case missing
        case unreadable
        /// rsync refuses one that others may read or write.
        case openToOthers
        /// rsync run by root refuses one that is not root's.
        case notRoots
        /// rsync found fault with it after it had asked the upstream.
        case refusedByRsync
    }

    package enum LocalFault: Sendable, Hashable {
        /// rsync or, with its name in the path, ssh.
        case missingProgram(String)
        case noSpace
        /// Ended by us: less was left than must stay free.
        case minimumFree(freeByteCount: UInt64, wantedByteCount: UInt64)
        case quotaExceeded
        case readOnly
        case permissionDenied
        case inputOutput
        case passwordFile(PasswordFileFault)
        /// The address that connections are to come from is none of this machine's.
        case sourceAddress(String)
        /// rsync does not know an option: it is older than 3.1.
        case oldRsync
        case outOfMemory
        /// A process of rsync was killed by this signal, or, with 0, by one it does not name.
        case killed(signal: Int32)
        /// A system call failed before rsync ran.
        case system(SystemCallError)
        /// Any other fault of the receiving side, with its errno(3) where rsync gives one.
        case other(number: Int32?)
    }

    /// Whether what is in staging is to be validated.
    package var canBeValidated: Bool { self == .complete || self == .partial }

    /// Whether a connection was made, so that the day's permit is spent.
    package var reachedUpstream: Bool {
        switch self {
        case .unreachable: false
        case .localFault(.missingProgram), .localFault(.sourceAddress),
            .localFault(.oldRsync), .localFault(.system):
            false
        default: true
        }
    }
}
