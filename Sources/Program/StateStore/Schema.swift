/// The scripts that make the schema, the n-th from version n - 1. What was released is never changed, only appended to.
///
/// Times are whole seconds since 1970-01-01T00:00:00Z, those of files nanoseconds; lists are lines of one text.
package let migrations: [String] = [
    """
    PRAGMA application_id = \(applicationID);

    CREATE TABLE permits (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        upstream TEXT NOT NULL,
        mirror TEXT NOT NULL,
        override_reason TEXT,
        is_returned INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE connections (
        permit TEXT NOT NULL REFERENCES permits (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        opened_wall INTEGER NOT NULL,
        opened_uptime INTEGER NOT NULL,
        opened_boot TEXT NOT NULL,
        corrected_wall INTEGER,
        corrected_uptime INTEGER,
        corrected_boot TEXT,
        active_wall INTEGER NOT NULL,
        active_uptime INTEGER NOT NULL,
        active_boot TEXT NOT NULL,
        outcome TEXT,
        PRIMARY KEY (permit, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE syncs (
        id INTEGER PRIMARY KEY,
        mirror TEXT NOT NULL,
        permit TEXT,
        log_path TEXT,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        exit_status INTEGER,
        outcome TEXT,
        detail TEXT,
        verdict TEXT,
        generation TEXT,
        boot TEXT NOT NULL,
        parent_pid INTEGER NOT NULL,
        parent_start INTEGER NOT NULL,
        rsync_pid INTEGER,
        rsync_start INTEGER
    ) STRICT;
    CREATE INDEX syncs_of_mirror ON syncs (mirror, id);

    CREATE TABLE transfers (
        sync INTEGER PRIMARY KEY REFERENCES syncs ON DELETE CASCADE,
        connection_count INTEGER NOT NULL,
        file_count INTEGER NOT NULL,
        created_count INTEGER NOT NULL,
        deleted_count INTEGER NOT NULL,
        transferred_count INTEGER NOT NULL,
        total_bytes INTEGER NOT NULL,
        transferred_bytes INTEGER NOT NULL,
        sent_bytes INTEGER NOT NULL,
        received_bytes INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE findings (
        sync INTEGER NOT NULL REFERENCES syncs ON DELETE CASCADE,
        number INTEGER NOT NULL,
        severity TEXT NOT NULL,
        code TEXT NOT NULL,
        path TEXT NOT NULL,
        suite TEXT,
        message TEXT NOT NULL,
        expected TEXT,
        found TEXT,
        apt_says TEXT,
        is_blocking INTEGER NOT NULL,
        is_inherited INTEGER NOT NULL,
        PRIMARY KEY (sync, number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE generations (
        mirror TEXT NOT NULL,
        name TEXT NOT NULL,
        published_at INTEGER,
        verdict TEXT NOT NULL,
        error_count INTEGER NOT NULL,
        warning_count INTEGER NOT NULL,
        note_count INTEGER NOT NULL,
        PRIMARY KEY (mirror, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE grace (
        mirror TEXT NOT NULL,
        path TEXT NOT NULL,
        dropped_at INTEGER NOT NULL,
        keep_until INTEGER NOT NULL,
        PRIMARY KEY (mirror, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE roots (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

    CREATE TABLE verified_files (
        root INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
        inode INTEGER NOT NULL,
        birth_time INTEGER,
        byte_count INTEGER NOT NULL,
        modification_time INTEGER NOT NULL,
        algorithm TEXT NOT NULL,
        digest BLOB NOT NULL,
        PRIMARY KEY (root, inode)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE suite_states (
        mirror TEXT NOT NULL,
        name TEXT NOT NULL,
        signed_text_digest TEXT NOT NULL,
        date INTEGER,
        valid_until INTEGER,
        origin TEXT,
        label TEXT,
        suite TEXT,
        codename TEXT,
        version TEXT,
        not_automatic INTEGER NOT NULL,
        but_automatic_upgrades INTEGER NOT NULL,
        architectures TEXT NOT NULL,
        components TEXT NOT NULL,
        signers TEXT NOT NULL,
        package_count INTEGER NOT NULL,
        source_count INTEGER NOT NULL,
        PRIMARY KEY (mirror, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE missing_files (
        mirror TEXT NOT NULL,
        path TEXT NOT NULL,
        first_seen_at INTEGER NOT NULL,
        PRIMARY KEY (mirror, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE accepted_dates (
        mirror TEXT NOT NULL,
        suite TEXT NOT NULL,
        signed_text_digest TEXT NOT NULL,
        reason TEXT NOT NULL,
        accepted_at INTEGER NOT NULL,
        used_at INTEGER,
        PRIMARY KEY (mirror, suite, signed_text_digest)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        mirror TEXT NOT NULL,
        occurred_at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX events_of_mirror ON events (mirror, id);
    """,
    """
    ALTER TABLE suite_states ADD COLUMN record_counts TEXT NOT NULL DEFAULT '';
    ALTER TABLE suite_states ADD COLUMN kind TEXT NOT NULL DEFAULT 'suite';
    """,
    """
    ALTER TABLE findings ADD COLUMN waived_until TEXT;
    ALTER TABLE findings ADD COLUMN waiver_reason TEXT;
    """,
    """
    ALTER TABLE verified_files ADD COLUMN read_at INTEGER;

    CREATE TABLE rotten_files (
        mirror TEXT NOT NULL,
        path TEXT NOT NULL,
        inode INTEGER NOT NULL,
        found_at INTEGER NOT NULL,
        expected TEXT NOT NULL,
        found TEXT NOT NULL,
        PRIMARY KEY (mirror, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE scrubs (mirror TEXT PRIMARY KEY, ended_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    """,
    registryMigration,
    """
    CREATE TABLE young_mirrors (mirror TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    """,
]

extension StateStore {
    /// The version of the schema that this program writes.
    package static var schemaVersion: Int { migrations.count }
}

/// "mwrd" in ASCII: tells this program's databases from others'.
let applicationID: Int64 = 0x6D77_7264

/// What is only a memory of work done, large, and no loss: it is not checked at each opening.
let uncheckedTables: Set<String> = ["verified_files", "registry_check_reports"]
