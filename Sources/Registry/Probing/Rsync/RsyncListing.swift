/// What an rsync daemon shows at the top of a mirror.
package struct RsyncListing: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package enum Kind: Sendable, Hashable { case file, directory, symbolicLink, other }

        package var kind: Kind
        package var byteCount: Int64
        /// As rsync writes it: bytes that are no UTF-8 or no printing characters as `\#ooo`.
        package var name: String
        /// Of a symbolic link.
        package var target: String?
    }

    package var entries: [Entry]
    /// The address that was asked.
    package var address: String
    package var seconds: Double

    /// Whether there is a directory of that name, or a link in its place.
    package func holdsDirectory(_ name: String) -> Bool {
        entries.contains { $0.name == name && ($0.kind == .directory || $0.kind == .symbolicLink) }
    }
}

/// Why there is no listing.
package enum RsyncFault: Error, Sendable, Hashable {
    /// The address may not be contacted, or its name leads nowhere.
    case address(HTTPFault)
    case unknownModule(reason: String)
    /// The daemon lets nobody in, or asks for a password.
    case accessDenied(reason: String)
    case tooManyConnections(reason: String)
    /// Any other word of the daemon after @ERROR.
    case daemon(reason: String)
    /// The module is there, the path below it is not.
    case noSuchPath(reason: String)
    case connectionRefused
    case unreachable(reason: String)
    case connection(reason: String)
    case timeout(seconds: Double)
    case protocolError(reason: String)
    case tooLong(byteLimit: Int)
    /// rsync ended otherwise; the reason is its last words.
    case failed(status: Int32, reason: String)
    case interrupted
    case system(reason: String)
}

extension RsyncFault {
    /// In one line without a full stop. It may quote the daemon, so it is escaped wherever it is shown.
    package var message: String {
        switch self {
        case .address(let fault): fault.message
        case .unknownModule(let reason): "no such module: \(reason)"
        case .accessDenied(let reason): "access denied: \(reason)"
        case .tooManyConnections(let reason): "too many connections: \(reason)"
        case .daemon(let reason): "the daemon says: \(reason)"
        case .noSuchPath(let reason): "no such path: \(reason)"
        case .connectionRefused: "the connection was refused"
        case .unreachable(let reason): "the address cannot be reached from here: \(reason)"
        case .connection(let reason): "no connection: \(reason)"
        case .timeout(let seconds): "no listing within \(secondsText(seconds))"
        case .protocolError(let reason): "no rsync daemon: \(reason)"
        case .tooLong(let limit): "a listing of more than \(limit) bytes"
        case .failed(let status, let reason): "rsync ended with status \(status): \(reason)"
        case .interrupted: "interrupted"
        case .system(let reason): "failed on this machine: \(reason)"
        }
    }
}

/// How rsync is run.
package struct RsyncSettings: Sendable {
    /// A path, or a name that is looked for in `searchPath`.
    package var program = "rsync"
    package var searchPath = "/usr/local/bin:/usr/bin:/bin"
    package var connectSeconds = 8
    /// For all of it.
    package var totalSeconds = 20
    package var outputLimit = 256 << 10
    package var family = AddressFamily.any
    /// Below the address of the mirror, as `project/trace/`.
    package var path = ""

    package init() {}
}
