/// What to ask a mirror for.
package struct HTTPRequest: Sendable, Hashable {
    package enum Method: String, Sendable, Hashable {
        case get = "GET"
        case head = "HEAD"
    }

    /// Absolute, http or https. It is hostile: `HTTPSession` reads and judges it as it does the target of a redirect.
    package var url: String
    package var method: Method
    /// Offsets of the first and the last byte that are wanted.
    package var range: ClosedRange<Int64>?
    /// The most bytes of the body that are read; one more is a failure.
    package var byteLimit: Int64
    package var family: AddressFamily

    package init(
        _ url: String, method: Method = .get, range: ClosedRange<Int64>? = nil, byteLimit: Int64 = 1 << 20,
        family: AddressFamily = .any
    ) {
        self.url = url
        self.method = method
        self.range = range
        self.byteLimit = byteLimit
        self.family = family
    }
}
