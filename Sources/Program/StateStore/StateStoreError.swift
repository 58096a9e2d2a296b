package import SQLite

/// Why the store cannot be used. The path is that of the database.
package enum StateStoreError: Error, Sendable, Hashable {
    /// Opened for reading, and no store has been written yet.
    case notThere(path: String)
    /// Its bytes are damaged; the text is SQLite's. What may be done: set the file aside, and let the disk tell what is there.
    case corrupt(path: String, String)
    /// Another program's database stands at the path.
    case foreign(path: String)
    /// A later version of this program has written it.
    case newer(path: String, found: Int, known: Int)
    /// Opened for reading, but the schema is that of an earlier version: the next sync brings it up to date.
    case older(path: String, found: Int, known: Int)
    /// A crash left a journal, and whoever reads may not write: the next sync puts it right.
    case needsRecovery(path: String)
    /// Another process has made the state anew while this one had it open.
    case replaced(path: String)
    case database(path: String, SQLiteError)

    init(_ error: SQLiteError, path: String) {
        switch error.kind {
        case .corrupt: self = .corrupt(path: path, error.message)
        case .needsRecovery: self = .needsRecovery(path: path)
        case .replaced: self = .replaced(path: path)
        default: self = .database(path: path, error)
        }
    }
}
