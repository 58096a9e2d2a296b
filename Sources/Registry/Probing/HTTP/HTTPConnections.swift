import MirrorRegistry

/// The open connections of one session: one for each host at the most.
struct HTTPConnections {
    private var open: [String: HTTPConnection] = [:]

    /// A redirect leads away and back again; more hosts than this have one mirror's files seldom.
    private static let limit = 4

    /// The connection of that key, or a new one, for which another to the same host is closed; nil where libcurl has no memory.
    mutating func take(_ key: HTTPConnection.Key) -> HTTPConnection? {
        if let connection = open[key.origin.host], connection.key == key { return connection }
        open[key.origin.host] = nil
        if open.count >= Self.limit { open = [:] }
        let connection = HTTPConnection(key)
        open[key.origin.host] = connection
        return connection
    }
}
