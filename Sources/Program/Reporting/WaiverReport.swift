/// A waiver of a mirror and what became of it, as `waivers` lists it.
package struct WaiverReport: Sendable, Hashable, Encodable {
    /// What the last validation made of it.
    package enum State: String, Sendable, Hashable, Encodable {
        case inUse = "in use"
        case unneeded
        case expired
        /// Nothing was validated yet.
        case unknown
    }

    package var code: String
    package var path: String
    package var suite: String?
    /// The last day on which it holds, in UTC.
    package var until: String
    package var reason: String
    package var state: State
    /// Findings of the last validation that it means.
    package var count: Int

    package init(
        code: String, path: String, suite: String?, until: String, reason: String, state: State, count: Int
    ) {
        self.code = code
        self.path = path
        self.suite = suite
        self.until = until
        self.reason = reason
        self.state = state
        self.count = count
    }

    package var text: String {
        let place = suite.map { "\(path) in \($0)" } ?? path
        let use =
            switch state {
            case .inUse: "in use: \(counted(count, "finding"))"
            case .unneeded: "unneeded: it covers nothing of the last validation"
            case .expired:
                count > 0 ? "expired: \(counted(count, "finding")) count again" : "expired: what it covered is gone"
            case .unknown: "nothing was validated yet"
            }
        return "  \(code) \(place)\n      until \(until): \(reason)\n      \(use)\n"
    }
}
