package import MirrorRegistry
import SQLite
import Timekeeping

extension StateStore {
    /// Samples of that many generations of a suite are kept.
    static let keptSampleCount = 30

    /// Remembers an InRelease of the archive; when it was seen first stays as it is.
    ///
    /// - Returns: whether it is new.
    @discardableResult
    package func record(seen release: SeenRelease, in registry: String) throws(StateStoreError) -> Bool {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR IGNORE INTO registry_releases VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    .text(registry), .text(release.suite), .text(release.digest),
                    Value(release.date?.secondsSinceEpoch), .integer(release.firstSeenAt.secondsSinceEpoch),
                    .text(release.components.joined(separator: "\n")),
                    .text(release.architectures.joined(separator: "\n")),
                ])
            return try database.firstRow("SELECT changes()") { $0.integer(0) } == 1
        }
    }

    /// All that was seen of the archive of a registry, by suite, the oldest first.
    package func seenReleases(of registry: String) throws(StateStoreError) -> [SeenRelease] {
        try query { () throws(SQLiteError) in
            try database.rows(
                """
                SELECT suite, digest, date, first_seen_at, components, architectures FROM registry_releases
                WHERE registry = ? ORDER BY suite, first_seen_at, date
                """, [.text(registry)]
            ) { row in
                SeenRelease(
                    suite: row.text(0), digest: row.text(1),
                    date: row.optionalInteger(2).map { Instant(secondsSinceEpoch: $0) },
                    firstSeenAt: Instant(secondsSinceEpoch: row.integer(3)), components: lines(row.text(4)),
                    architectures: lines(row.text(5)))
            }
        }
    }

    package func history(of registry: String) throws(StateStoreError) -> ArchiveHistory {
        ArchiveHistory(try seenReleases(of: registry))
    }

    /// Keeps by which files mirrors of one generation are checked, in place of what was kept of it; the oldest are forgotten.
    ///
    /// - Parameters:
    ///   - samples: a JSON text of the caller's.
    ///   - digest: of InRelease.
    package func record(
        samples: String, of suite: String, release digest: String, in registry: String
    ) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT OR REPLACE INTO registry_samples (registry, suite, digest, body) VALUES (?, ?, ?, ?)",
                [.text(registry), .text(suite), .text(digest), .text(samples)])
            try database.execute(
                """
                DELETE FROM registry_samples WHERE id IN (
                    SELECT id FROM registry_samples WHERE registry = ? AND suite = ? ORDER BY id DESC LIMIT -1 OFFSET ?)
                """, [.text(registry), .text(suite), Value(Self.keptSampleCount)])
        }
    }

    /// What `record(samples:)` was given, of every suite and generation that is kept, the newest first.
    package func samples(of registry: String) throws(StateStoreError) -> [String] {
        try query { () throws(SQLiteError) in
            try database.rows(
                "SELECT body FROM registry_samples WHERE registry = ? ORDER BY id DESC", [.text(registry)]
            ) { $0.text(0) }
        }
    }

    /// Whether samples of that generation are kept.
    package func hasSamples(of suite: String, release digest: String, in registry: String) throws(StateStoreError)
        -> Bool
    {
        try query { () throws(SQLiteError) in
            try database.firstRow(
                "SELECT 1 FROM registry_samples WHERE registry = ? AND suite = ? AND digest = ?",
                [.text(registry), .text(suite), .text(digest)]
            ) { _ in true } ?? false
        }
    }
}

private func lines(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }
