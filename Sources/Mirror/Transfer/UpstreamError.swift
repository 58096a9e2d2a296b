/// Why a text names no upstream.
package enum UpstreamError: Error, Sendable, Hashable {
    case empty
    /// None of the four forms: `rsync://host/module/path/`, `host::module/path`, `[user@]host:path`, `/path`.
    case unknownForm
    case emptyHost
    /// A host that holds other characters than letters, digits, `.`, `-`, `_`, or no IPv6 address in its brackets.
    case badHost(String)
    case badPort(String)
    /// A daemon is asked for a module, not for all it has.
    case emptyModule
    /// `user:password@` would stand in the process table and in logs; `Password-File` keeps it out of them.
    case password
    case badUser(String)
    /// Something that starts with `-`, which rsync or ssh could take for an option.
    case leadingDash(String)
    case controlCharacter
    /// `..`, with which two names of one directory could not be told to be one.
    case parentSegment
    /// `*`, `?`, `[` or `\`, which the sending side would expand.
    case wildcard
}
