import SQLite
package import Timekeeping

/// Something out of the ordinary that an operator may ask about later.
package struct EventRecord: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case policyOverridden = "policy-overridden"
        /// An rsync that had outlived its parent was ended.
        case orphanEnded = "orphan-ended"
        /// A sync that a crash had cut was put right.
        case recovered
        case rolledBack = "rolled-back"
        case resumed
        case dateAccepted = "date-accepted"
        case generationDropped = "generation-dropped"
        case pinned
        case unpinned
        /// A permit was moved to where the clocks put it, because they were set.
        case clockCorrected = "clock-corrected"
        /// What the next sync may bring does not fit on the disk.
        case spaceShort = "space-short"
        /// The state was damaged, and made anew.
        case stateReplaced = "state-replaced"
        /// Written by a later version.
        case other
    }

    package var mirror: String
    package var occurredAt: Instant
    package var kind: Kind
    package var text: String

    package init(mirror: String, occurredAt: Instant, kind: Kind, text: String) {
        self.mirror = mirror
        self.occurredAt = occurredAt
        self.kind = kind
        self.text = text
    }
}

extension StateStore {
    package func record(_ event: EventRecord) throws(StateStoreError) {
        try write { () throws(SQLiteError) in
            try database.execute(
                "INSERT INTO events (mirror, occurred_at, kind, text) VALUES (?, ?, ?, ?)",
                [
                    .text(event.mirror), .integer(event.occurredAt.secondsSinceEpoch), .text(event.kind.rawValue),
                    .text(event.text),
                ])
        }
    }

    /// The last events of a mirror, the newest first.
    package func events(of mirror: String, limit: Int) throws(StateStoreError) -> [EventRecord] {
        try query { () throws(SQLiteError) in
            try database.rows(
                "SELECT mirror, occurred_at, kind, text FROM events WHERE mirror = ? ORDER BY id DESC LIMIT ?",
                [.text(mirror), Value(limit)]
            ) { row in
                EventRecord(
                    mirror: row.text(0), occurredAt: Instant(secondsSinceEpoch: row.integer(1)),
                    kind: EventRecord.Kind(rawValue: row.text(2)) ?? .other, text: row.text(3))
            }
        }
    }
}
