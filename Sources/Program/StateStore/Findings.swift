import SQLite

/// A finding of validation, as it is kept.
package struct FindingRecord: Sendable, Hashable {
    package var severity: String
    package var code: String
    package var path: String
    package var suite: String?
    package var message: String
    package var expected: String?
    package var found: String?
    /// What an apt client would say.
    package var aptSays: String?
    /// Whether it held back the publication.
    package var isBlocking: Bool
    /// Whether what is served has it too.
    package var isInherited: Bool
    package var waiver: Waiver?

    /// What the operator accepted of it for a time.
    package struct Waiver: Sendable, Hashable {
        /// The last day on which it holds, in UTC, as `2026-12-24`.
        package var until: String
        package var reason: String

        package init(until: String, reason: String) {
            self.until = until
            self.reason = reason
        }
    }

    package init(
        severity: String, code: String, path: String, suite: String? = nil, message: String, expected: String? = nil,
        found: String? = nil, aptSays: String? = nil, isBlocking: Bool = false, isInherited: Bool = false
    ) {
        self.severity = severity
        self.code = code
        self.path = path
        self.suite = suite
        self.message = message
        self.expected = expected
        self.found = found
        self.aptSays = aptSays
        self.isBlocking = isBlocking
        self.isInherited = isInherited
    }
}

extension StateStore {
    /// Replaces the findings of a sync; they are kept in their order.
    func record(_ findings: [FindingRecord], ofSync sync: Int64) throws(SQLiteError) {
        try database.execute("DELETE FROM findings WHERE sync = ?", [.integer(sync)])
        let insertion = try database.prepare("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for (number, finding) in findings.enumerated() {
            try insertion.bind([
                .integer(sync), Value(number), .text(finding.severity), .text(finding.code), .text(finding.path),
                Value(finding.suite), .text(finding.message), Value(finding.expected), Value(finding.found),
                Value(finding.aptSays), Value(finding.isBlocking), Value(finding.isInherited),
                Value(finding.waiver?.until), Value(finding.waiver?.reason),
            ])
            _ = try insertion.step()
        }
    }

    /// What the sync found, in the order in which it was recorded.
    package func findings(ofSync sync: Int64) throws(StateStoreError) -> [FindingRecord] {
        try query { () throws(SQLiteError) in
            try database.rows("SELECT * FROM findings WHERE sync = ? ORDER BY number", [.integer(sync)]) { row in
                var record = FindingRecord(
                    severity: row.text(2), code: row.text(3), path: row.text(4), suite: row.optionalText(5),
                    message: row.text(6), expected: row.optionalText(7), found: row.optionalText(8),
                    aptSays: row.optionalText(9), isBlocking: row.integer(10) != 0, isInherited: row.integer(11) != 0)
                if let until = row.optionalText(12) {
                    record.waiver = .init(until: until, reason: row.optionalText(13) ?? "")
                }
                return record
            }
        }
    }
}
