/// Why bytes are no time zone.
package enum TimeZoneError: Error, Sendable, Hashable {
    /// The bytes do not begin as a TZif file does.
    case notTZif
    /// The file ends before the part that begins at this offset does.
    case truncated(offset: Int)
    /// What stands there breaks a rule of RFC 8536; the text names it.
    case malformed(String)
    /// A file of the tree `right/`, whose seconds are not those of time(2).
    case countsLeapSeconds
    /// The footer is no POSIX TZ string.
    case malformedFooter(String)
}
