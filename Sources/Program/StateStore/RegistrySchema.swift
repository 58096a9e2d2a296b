/// The tables of the registries. Days are counted from 1970-01-01; bodies are JSON.
let registryMigration = """
    CREATE TABLE registry_listings (
        registry TEXT NOT NULL,
        number INTEGER NOT NULL,
        host TEXT NOT NULL,
        state TEXT NOT NULL,
        contact TEXT,
        body TEXT NOT NULL,
        PRIMARY KEY (registry, number)
    ) STRICT;
    CREATE INDEX registry_listings_of_host ON registry_listings (registry, host);

    CREATE TABLE registry_checks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        registry TEXT NOT NULL,
        listing INTEGER,
        addresses TEXT NOT NULL,
        checked_at INTEGER NOT NULL,
        outcome TEXT NOT NULL
    ) STRICT;
    CREATE INDEX registry_checks_of_listing ON registry_checks (registry, listing, id);

    CREATE TABLE registry_check_reports (
        check_id INTEGER PRIMARY KEY REFERENCES registry_checks ON DELETE CASCADE,
        body TEXT NOT NULL
    ) STRICT;

    CREATE TABLE registry_log (
        registry TEXT NOT NULL,
        number INTEGER NOT NULL,
        occurred_at INTEGER NOT NULL,
        listing INTEGER NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        from_state TEXT,
        to_state TEXT NOT NULL,
        reason TEXT NOT NULL,
        reason_class TEXT,
        check_id INTEGER REFERENCES registry_checks,
        before TEXT,
        PRIMARY KEY (registry, number)
    ) STRICT;
    CREATE INDEX registry_log_of_listing ON registry_log (registry, listing, number);
    CREATE INDEX registry_log_of_check ON registry_log (check_id);

    CREATE TRIGGER registry_log_keeps_its_entries BEFORE UPDATE ON registry_log
        BEGIN SELECT raise(ABORT, 'the log is only added to'); END;
    CREATE TRIGGER registry_log_loses_no_entry BEFORE DELETE ON registry_log
        BEGIN SELECT raise(ABORT, 'the log is only added to'); END;
    -- INSERT OR REPLACE deletes without asking the trigger above.
    CREATE TRIGGER registry_log_grows_at_its_end BEFORE INSERT ON registry_log
        WHEN EXISTS (SELECT 1 FROM registry_log WHERE registry = NEW.registry AND number >= NEW.number)
        BEGIN SELECT raise(ABORT, 'the log is only added to'); END;

    CREATE TABLE registry_days (
        registry TEXT NOT NULL,
        listing INTEGER NOT NULL,
        day INTEGER NOT NULL,
        mark TEXT NOT NULL,
        check_count INTEGER NOT NULL,
        good_count INTEGER NOT NULL,
        lag_seconds INTEGER,
        request_microseconds INTEGER,
        summary TEXT,
        PRIMARY KEY (registry, listing, day)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE registry_releases (
        registry TEXT NOT NULL,
        suite TEXT NOT NULL,
        digest TEXT NOT NULL,
        date INTEGER,
        first_seen_at INTEGER NOT NULL,
        components TEXT NOT NULL,
        architectures TEXT NOT NULL,
        PRIMARY KEY (registry, suite, digest)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE registry_samples (
        id INTEGER PRIMARY KEY,
        registry TEXT NOT NULL,
        suite TEXT NOT NULL,
        digest TEXT NOT NULL,
        body TEXT NOT NULL,
        UNIQUE (registry, suite, digest)
    ) STRICT;

    CREATE TABLE registry_submissions (
        registry TEXT NOT NULL,
        day INTEGER NOT NULL,
        sender TEXT NOT NULL,
        submission_count INTEGER NOT NULL,
        PRIMARY KEY (registry, day, sender)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE registry_mails (
        registry TEXT NOT NULL,
        listing INTEGER NOT NULL,
        key TEXT NOT NULL,
        told_at INTEGER NOT NULL,
        PRIMARY KEY (registry, listing, key)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE registry_runs (
        id INTEGER PRIMARY KEY,
        registry TEXT NOT NULL,
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        outcome TEXT,
        good_count INTEGER NOT NULL DEFAULT 0,
        warned_count INTEGER NOT NULL DEFAULT 0,
        bad_count INTEGER NOT NULL DEFAULT 0,
        condemned_count INTEGER NOT NULL DEFAULT 0,
        maintenance_count INTEGER NOT NULL DEFAULT 0,
        unknown_count INTEGER NOT NULL DEFAULT 0,
        change_count INTEGER NOT NULL DEFAULT 0,
        mail_count INTEGER NOT NULL DEFAULT 0,
        reason TEXT
    ) STRICT;
    CREATE INDEX registry_runs_of_registry ON registry_runs (registry, id);
    """
