import MirrorRegistry
import SQLite
import Scheduling
import StateStore
import TestSupport
import Testing
import Timekeeping

@Suite("A store of an earlier version")
struct MigrationTests {
    @Test("is brought up to date with all that is in it", arguments: 1..<6)
    func earlier(version: Int) throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/state.sqlite"
        try makeStore(path, version: version)
        #expect(throws: StateStoreError.older(path: path, found: version, known: StateStore.schemaVersion)) {
            try StateStore.openForReading(path)
        }
        let store = try StateStore.open(path)
        #expect(try store.syncs(of: "debian").map(\.startedAt) == [day(6)])
        #expect(try store.permits(touching: key, at: reading(day(8))).count == 1)
        #expect(try store.missingFiles(of: "debian") == ["pool/a": day(6)])
        #expect(try store.suiteStates(of: "debian").map(\.name) == ["sid"])
        #expect(try store.events(of: "debian", limit: 9).map(\.text) == ["why"])
        let finding = try #require(try store.findings(ofSync: 1).first)
        #expect(finding.message == "m" && finding.waiver?.reason == (version >= 3 ? "known" : nil))
        #expect(try store.rottenFiles(of: "debian").count == (version >= 4 ? 1 : 0))
        #expect(try store.verifiedFileReadings(ofRoot: "root").map(\.readAt) == [version >= 4 ? day(6) : nil])

        #expect(try store.listings(of: registry).isEmpty)
        #expect(try store.insertListing(try listing(), of: registry) == 1)
        #expect(try StateStore.openForReading(path).listings(of: registry).count == 1)
    }

    /// A store as that version left it, with a row in most of its tables.
    private func makeStore(_ path: String, version: Int) throws {
        let database = try Database(path: path, access: .readWrite)
        for migration in migrations.prefix(version) { try database.executeScript(migration) }
        try database.execute("PRAGMA user_version = \(version)")
        let at = day(6).secondsSinceEpoch
        try database.executeScript(
            """
            INSERT INTO permits VALUES (1, 'p', '\(key.text)', 'debian', NULL, 0);
            INSERT INTO connections VALUES ('p', 1, \(at), 1, 'boot-a', NULL, NULL, NULL, \(at), 1, 'boot-a', NULL);
            INSERT INTO syncs (mirror, started_at, boot, parent_pid, parent_start) VALUES ('debian', \(at), 'boot-a', 1, 1);
            INSERT INTO findings (sync, number, severity, code, path, message, is_blocking, is_inherited)
                VALUES (1, 0, 'error', 'c', 'p', 'm', 1, 0);
            INSERT INTO missing_files VALUES ('debian', 'pool/a', \(at));
            INSERT INTO events (mirror, occurred_at, kind, text) VALUES ('debian', \(at), 'pinned', 'why');
            INSERT INTO suite_states (mirror, name, signed_text_digest, not_automatic, but_automatic_upgrades,
                architectures, components, signers, package_count, source_count)
                VALUES ('debian', 'sid', 'aa', 0, 0, '', '', '', 1, 1);
            INSERT INTO roots VALUES (1, 'root');
            INSERT INTO verified_files (root, inode, byte_count, modification_time, algorithm, digest)
                VALUES (1, 5, 6, 7, 'sha256', x'00');
            """)
        if version >= 3 {
            try database.execute("UPDATE findings SET waived_until = '2026-12-24', waiver_reason = 'known'")
        }
        if version >= 4 {
            try database.execute("INSERT INTO rotten_files VALUES ('debian', 'pool/b', 9, \(at), 'x', 'y')")
            try database.execute("UPDATE verified_files SET read_at = \(at)")
        }
    }
}
