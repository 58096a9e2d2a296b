import SQLite
package import Timekeeping

/// A suite as it was at the last publication.
package struct SuiteState: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        /// Of the last publication, under its own name.
        case suite
        /// Of the last publication, under the name of a symlink to it.
        case alias
        /// Of an earlier publication: it was not there, or not mirrored, since.
        case past
    }

    package var kind = Kind.suite
    /// Its path below `dists/`; of a flat archive its directory with a slash at its end.
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
    /// Stanzas of each index by its path below the suite; empty as an earlier version recorded it.
    package var recordCounts: [String: Int] = [:]

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

    /// Makes `suites` the state of a mirror, all at once. What is not among them is kept as past: a suite that comes back is held
    /// against what it was.
    package func replaceSuiteStates(of mirror: String, with suites: [SuiteState]) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute("UPDATE suite_states SET kind = 'past' WHERE mirror = ?", [.text(mirror)])
            for suite in suites {
                try database.execute(
                    "INSERT OR REPLACE INTO suite_states VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            .text(countLines(suite.recordCounts)), .text(suite.kind.rawValue),
        ]
    }

    /// A line for each index: the number, a blank, the path, which holds neither blanks nor line ends.
    private func countLines(_ counts: [String: Int]) -> String {
        counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: "\n")
    }

    private func counts(_ text: String) -> [String: Int] {
        let pairs = lines(text).compactMap { line -> (String, Int)? in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let count = Int(parts[0]) else { return nil }
            return (String(parts[1]), count)
        }
        return Dictionary(pairs) { first, _ in first }
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
        state.recordCounts = counts(row.text(17))
        state.kind = SuiteState.Kind(rawValue: row.text(18)) ?? .suite
        return state
    }

    private func lines(_ text: String) -> [String] { text.split(separator: "\n").map { String($0) } }
}
