package import Timekeeping

extension Instant: Encodable {
    /// ISO 8601 in UTC.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso8601)
    }
}
