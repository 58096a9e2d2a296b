import Posix

extension Upstream {
    /// What the once-a-day rule counts by: equal for every spelling of one upstream, and nested keys are nested directories.
    ///
    /// A daemon's key leaves out the user, for the host carries the load; a local path is followed to its real path now.
    package var policyKey: String {
        switch transport {
        case .daemon(let host, let port): "rsync://\(Self.bracketed(host))\(Self.suffix(port))/\(path)"
        case .remoteShell(let host):
            "ssh://\(user.map { "\($0)@" } ?? "")\(Self.bracketed(host))\(pathFromRoot)"
        case .local: "file://\((try? realPath(path)) ?? path)"
        }
    }

    /// Over ssh; the user's home directory is `/~`.
    private var pathFromRoot: String { path.hasPrefix("/") ? path : path.isEmpty ? "/~" : "/~/\(path)" }

    /// Whether one of two policy keys is the other or lies below it, by whole path components.
    package static func keysOverlap(_ key: String, _ otherKey: String) -> Bool {
        let (shorter, longer) = key.utf8.count <= otherKey.utf8.count ? (key, otherKey) : (otherKey, key)
        return shorter == longer || longer.hasPrefix(shorter.hasSuffix("/") ? shorter : shorter + "/")
    }
}
