import Transfer

extension UpstreamError {
    /// What should stand there instead.
    var expectation: String {
        switch self {
        case .empty, .unknownForm:
            "rsync://host[:port]/module/path/, host::module/path, [user@]host:path or an absolute path"
        case .emptyHost: "the name of a host"
        case .badHost: "a host name or a bracketed IPv6 address"
        case .badPort: "a port from 1 to 65535"
        case .emptyModule: "a module of the rsync daemon after the host"
        case .password: "no password: put it into a file and name that in Password-File"
        case .badUser: "a user name of letters, digits and . - _"
        case .leadingDash: "no part that begins with -"
        case .controlCharacter: "no control characters"
        case .parentSegment: "a path without .."
        case .wildcard: "a path without * ? [ or \\"
        }
    }
}
