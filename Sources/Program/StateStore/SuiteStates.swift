import SQLite
package import Timekeeping

/// A suite as it was at the last publication.
package struct SuiteState: Sendable, Hashable {
    /// Its path below `dists/`.
    package var name: String
    /// SHA-256 of the signed text in lower-case hexadecimal.
    package var signedTextDigest: String
    package var date: Instant?
    package var validUntil: Instant?
    package var origin: String?
    package var label: String?
    package var suite: String?
    package var codename: String?
    package var version: String?
    package var notAutomatic = false
    package var butAutomaticUpgrades = false
    package var architectures: [String] = []
    package var components: [String] = []
    /// Fingerprints of the primary keys that signed.
    package var signers: [String] = []
    package var packageCount = 0
    package var sourceCount = 0

    package init(name: String, signedTextDigest: String) {
        self.name = name
        self.signedTextDigest = signedTextDigest
    }
}

extension StateStore {
    /// The suites of a mirror as of its last publication, sorted by name.
    package func suiteStates(of mirror: String) throws(StateStoreError) -> [SuiteState] {
        try query { () throws(SQLiteError) in
            try database.rows("SELECT * FROM suite_states WHERE mirror = ? ORDER BY name", [.text(mirror)], suiteState)
        }
    }

    /// Makes `suites` the state of a mirror, all at once.
    package func replaceSuiteStates(of mirror: String, with suites: [SuiteState]) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute("DELETE FROM suite_states WHERE mirror = ?", [.text(mirror)])
            for suite in suites {
                try database.execute(
                    "INSERT INTO suite_states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [.text(mirror)] + values(suite))
            }
        }
    }

    private func values(_ suite: SuiteState) -> [Value] {
        [
            .text(suite.name), .text(suite.signedTextDigest), Value(suite.date?.secondsSinceEpoch),
            Value(suite.validUntil?.secondsSinceEpoch), Value(suite.origin), Value(suite.label), Value(suite.suite),
            Value(suite.codename), Value(suite.version), Value(suite.notAutomatic), Value(suite.butAutomaticUpgrades),
            .text(suite.architectures.joined(separator: "\n")), .text(suite.components.joined(separator: "\n")),
            .text(suite.signers.joined(separator: "\n")), Value(suite.packageCount), Value(suite.sourceCount),
        ]
    }

    private func suiteState(_ row: borrowing Statement) -> SuiteState {
        var state = SuiteState(name: row.text(1), signedTextDigest: row.text(2))
        state.date = row.optionalInteger(3).map { Instant(secondsSinceEpoch: $0) }
        state.validUntil = row.optionalInteger(4).map { Instant(secondsSinceEpoch: $0) }
        state.origin = row.optionalText(5)
        state.label = row.optionalText(6)
        state.suite = row.optionalText(7)
        state.codename = row.optionalText(8)
        state.version = row.optionalText(9)
        state.notAutomatic = row.integer(10) != 0
        state.butAutomaticUpgrades = row.integer(11) != 0
        state.architectures = lines(row.text(12))
        state.components = lines(row.text(13))
        state.signers = lines(row.text(14))
        state.packageCount = Int(row.integer(15))
        state.sourceCount = Int(row.integer(16))
        return state
    }

    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map { String($0) } }
}
