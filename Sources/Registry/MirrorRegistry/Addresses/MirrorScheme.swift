/// The protocols over which mirrors are listed.
package enum MirrorScheme: String, Sendable, Hashable, CaseIterable, Codable, Comparable {
    // In the order in which lists show them.
    case https, http, rsync

    /// The IANA's ports; 873 is that of rsync(1).
    package var defaultPort: UInt16 {
        switch self {
        case .https: 443
        case .http: 80
        case .rsync: 873
        }
    }

    package static func < (left: MirrorScheme, right: MirrorScheme) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
