package import MirrorRegistry
import SQLite
import Timekeeping

extension StateStore {
    /// Adds an entry to the end of a registry's log, whatever number it bears; a check that it cites is kept from then on.
    ///
    /// - Returns: its number, the next of the registry.
    @discardableResult
    package func append(_ entry: LogEntry, to registry: String) throws(StateStoreError) -> Int64 {
        try write { () throws(SQLiteError) in
            let last = try database.firstRow(
                "SELECT max(number) FROM registry_log WHERE registry = ?", [.text(registry)]
            ) { $0.integer(0) }
            let number = (last ?? 0) + 1
            var before: String?
            if let listing = entry.before { before = try storedBody(listing) }
            try database.execute(
                "INSERT INTO registry_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    .text(registry), .integer(number), .integer(entry.occurredAt.secondsSinceEpoch),
                    .integer(entry.listing), .text(entry.actor.text), .text(entry.action.rawValue),
                    Value(entry.from?.rawValue), .text(entry.to.rawValue), .text(entry.reason),
                    Value(entry.reasonClass?.rawValue), Value(entry.check), Value(before),
                ])
            return number
        }
    }

    /// The last entries of a registry, or of one of its listings, the newest first.
    ///
    /// - Parameter number: only entries before that one, to page on.
    package func log(
        of registry: String, listing: Int64? = nil, before number: Int64? = nil, limit: Int
    ) throws(StateStoreError) -> [LogEntry] {
        let ofListing = listing == nil ? "" : "AND listing = ?"
        return try entries(
            "WHERE registry = ? AND number < ? \(ofListing) ORDER BY number DESC LIMIT ?",
            [.text(registry), .integer(number ?? .max)] + (listing.map { [.integer($0)] } ?? []) + [Value(limit)])
    }

    package func logEntry(_ number: Int64, of registry: String) throws(StateStoreError) -> LogEntry? {
        try entries("WHERE registry = ? AND number = ?", [.text(registry), .integer(number)]).first
    }

    private func entries(_ condition: String, _ values: [Value]) throws(StateStoreError) -> [LogEntry] {
        try query { () throws(SQLiteError) in
            try database.rows("SELECT * FROM registry_log \(condition)", values) { (row) throws(SQLiteError) in
                guard let action = RegistryAction(rawValue: row.text(5)), let to = ListingState(rawValue: row.text(7))
                else { throw SQLiteError(unexpectedRow: "entry \(row.integer(1))", context: "registry_log") }
                var before: Listing?
                if let body = row.optionalText(11) { before = try readBody(body) }
                var entry = LogEntry(
                    occurredAt: Instant(secondsSinceEpoch: row.integer(2)), listing: row.integer(3),
                    actor: Actor(text: row.text(4)), action: action,
                    from: row.optionalText(6).flatMap { ListingState(rawValue: $0) }, to: to, reason: row.text(8),
                    reasonClass: row.optionalText(9).flatMap { ReasonClass(rawValue: $0) },
                    check: row.optionalInteger(10), before: before)
                entry.number = row.integer(1)
                return entry
            }
        }
    }
}
