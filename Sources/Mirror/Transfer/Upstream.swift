import Posix

/// Where a mirror pulls from, as rsync(1) writes it: a module of an rsync daemon, a directory of another host over ssh, or a
/// local directory.
package struct Upstream: Sendable, Hashable {
    package enum Transport: Sendable, Hashable {
        /// `module` is the first part of the path.
        case daemon(host: String, port: UInt16)
        case remoteShell(host: String)
        case local
    }

    package let transport: Transport
    package let user: String?
    /// Without doubled slashes, `.` segments and a slash at the end. Of a daemon: module and path, without a slash at the start.
    /// Over ssh: absolute, or relative to the user's home directory; empty for that itself.
    package let path: String

    init(transport: Transport, user: String?, path: String) {
        self.transport = transport
        self.user = user
        self.path = path
    }

    /// The port of `rsync://` where none is given.
    package static let defaultPort: UInt16 = 873

    /// In lower case; nil for a local path.
    package var hostName: String? {
        switch transport {
        case .daemon(let host, _), .remoteShell(let host): host
        case .local: nil
        }
    }

    /// What rsync is given: the content of the directory, not the directory, hence the slash at the end.
    package var rsyncSource: String {
        let user = user.map { "\($0)@" } ?? ""
        switch transport {
        case .daemon(let host, let port):
            return "rsync://\(user)\(Self.bracketed(host))\(Self.suffix(port))/\(path)/"
        case .remoteShell(let host):
            return "\(user)\(Self.bracketed(host)):\(path.isEmpty ? "." : path)/"
        case .local:
            return path == "/" ? "/" : "\(path)/"
        }
    }

    static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    static func suffix(_ port: UInt16) -> String { port == defaultPort ? "" : ":\(port)" }
}

extension Upstream: CustomStringConvertible {
    package var description: String { rsyncSource }
}
