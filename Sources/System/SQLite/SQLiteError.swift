import CSQLite

/// A call of SQLite that failed: with which code, what SQLite says about it, and on what.
package struct SQLiteError: Error, Sendable, Hashable {
    /// The extended result code, as SQLITE_IOERR_FSYNC (1034): <https://www.sqlite.org/rescode.html>.
    package let code: Int32
    package let message: String
    /// The SQL text, or the path of the database where it failed to open.
    package let context: String

    package init(code: Int32, message: String, context: String) {
        self.code = code
        self.message = message
        self.context = context
    }

    /// The code of a file that cannot be opened or made: SQLITE_CANTOPEN.
    package static let cannotOpen = SQLITE_CANTOPEN

    /// A row that no program of ours has written.
    package init(unexpectedRow message: String, context: String) {
        self.init(code: SQLITE_CORRUPT, message: message, context: context)
    }
}

extension SQLiteError {
    /// What kind of failure a code means, for those who have to act on it.
    package enum Kind: Sendable, Hashable {
        /// Another process held its lock for longer than the busy timeout.
        case busy
        /// The bytes of the file are not as SQLite wrote them.
        case corrupt
        case diskFull
        /// The file cannot be opened: not there, or no permission.
        case cannotOpen
        /// Opened without the permission to write.
        case readOnly
        /// A crash left a journal, and who opened the file may not write: the next writer puts it right.
        case needsRecovery
        /// Another file has taken the place of the one that was opened.
        case replaced
        case inputOutput
        case constraint
        case other
    }

    package var kind: Kind {
        switch code {
        // SQLITE_READONLY_RECOVERY and SQLITE_READONLY_ROLLBACK: macros that Swift does not see.
        case SQLITE_READONLY | 1 << 8, SQLITE_READONLY | 3 << 8: return .needsRecovery
        // SQLITE_READONLY_DBMOVED
        case SQLITE_READONLY | 4 << 8: return .replaced
        default: break
        }
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: return .busy
        case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT: return .corrupt
        case SQLITE_FULL: return .diskFull
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: return .cannotOpen
        case SQLITE_READONLY: return .readOnly
        case SQLITE_IOERR: return .inputOutput
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH: return .constraint
        default: return .other
        }
    }
}

extension SQLiteError: CustomStringConvertible {
    package var description: String { "SQLite: \(message) (code \(code)) (\(context))" }
}
