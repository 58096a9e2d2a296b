package import MirrorRegistry
import SQLite

extension StateStore {
    /// Every listing of a registry, whatever its state, by number.
    package func listings(of registry: String) throws(StateStoreError) -> [Listing] {
        try listings("WHERE registry = ? ORDER BY number", [.text(registry)])
    }

    package func listing(_ number: Int64, of registry: String) throws(StateStoreError) -> Listing? {
        try listings("WHERE registry = ? AND number = ?", [.text(registry), .integer(number)]).first
    }

    /// The listing of a host; of several the one that is not removed, then the last.
    package func listing(host: String, of registry: String) throws(StateStoreError) -> Listing? {
        try listings(
            "WHERE registry = ? AND host = ? ORDER BY state = 'removed', number DESC LIMIT 1",
            [.text(registry), .text(host)]
        ).first
    }

    /// Adds a listing, whatever number it bears.
    ///
    /// - Returns: its number, the next of the registry.
    package func insertListing(_ listing: Listing, of registry: String) throws(StateStoreError) -> Int64 {
        try write { () throws(SQLiteError) in
            let last = try database.firstRow(
                "SELECT max(number) FROM registry_listings WHERE registry = ?", [.text(registry)]
            ) { $0.integer(0) }
            var listing = listing
            listing.number = (last ?? 0) + 1
            try database.execute(
                """
                INSERT INTO registry_listings (host, state, contact, body, registry, number)
                VALUES (?, ?, ?, ?, ?, ?)
                """, try columns(of: listing, registry))
            return listing.number
        }
    }

    /// Replaces the listing of that number.
    ///
    /// - Throws: where there is none.
    package func update(_ listing: Listing, of registry: String) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                """
                UPDATE registry_listings SET host = ?, state = ?, contact = ?, body = ? WHERE registry = ? AND number = ?
                """, try columns(of: listing, registry))
            let count = try database.firstRow("SELECT changes()") { $0.integer(0) }
            if count != 1 {
                throw SQLiteError(unexpectedRow: "no listing \(listing.number)", context: "registry_listings")
            }
        }
    }

    private func columns(of listing: Listing, _ registry: String) throws(SQLiteError) -> [Value] {
        [
            .text(listing.host), .text(listing.state.rawValue), Value(listing.fields.contact),
            .text(try storedBody(listing)), .text(registry), .integer(listing.number),
        ]
    }

    private func listings(_ condition: String, _ values: [Value]) throws(StateStoreError) -> [Listing] {
        try query { () throws(SQLiteError) in
            try database.rows("SELECT body FROM registry_listings \(condition)", values) {
                (row) throws(SQLiteError) in try readBody(row.text(0))
            }
        }
    }
}
