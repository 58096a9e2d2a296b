import MirrorRegistry
import SQLite
import Scheduling

/// The tables whose rows can be sound for SQLite and yet say what this program cannot read.
let decodedTables = ["connections", "registry_listings", "registry_check_reports", "registry_log"]

/// A row of a table as it can be read; nil where it cannot.
///
/// A connection whose ending is not understood has ended: it counts, and is not resumed.
///
/// - Parameter row: all its columns, in the order of the schema.
func readableRow(_ row: [Value], of table: String) -> [Value]? {
    switch table {
    case "connections": return readableConnection(row)
    case "registry_listings": return holds(row, 5, readableListing) ? row : nil
    case "registry_check_reports": return holds(row, 1) { isReadable($0, CheckReport.self) } ? row : nil
    case "registry_log":
        let isReadable =
            holds(row, 5) { RegistryAction(rawValue: $0) != nil } && holds(row, 7) { ListingState(rawValue: $0) != nil }
            && (row.last == .null || holds(row, 11, readableListing))
        return isReadable ? row : nil
    default: return row
    }
}

private func readableConnection(_ row: [Value]) -> [Value]? {
    let outcome = 11
    guard row.indices.contains(outcome) else { return nil }
    if row[outcome] == .null || holds(row, outcome, { ConnectionOutcome(rawValue: $0) != nil }) { return row }
    var ended = row
    ended[outcome] = .text(ConnectionOutcome.finished.rawValue)
    return ended
}

private func holds(_ row: [Value], _ column: Int, _ condition: (String) -> Bool) -> Bool {
    guard row.indices.contains(column), case .text(let text) = row[column] else { return false }
    return condition(text)
}

private func readableListing(_ body: String) -> Bool { isReadable(body, Listing.self) }

private func isReadable<Body: Decodable>(_ body: String, _ type: Body.Type) -> Bool {
    (try? readBody(body, type)) != nil
}

extension StateStore {
    /// The first of these tables with a row that this program cannot read, though SQLite can.
    func unreadableTable(among tables: [String]) throws(SQLiteError) -> String? {
        for table in decodedTables where tables.contains(table) {
            let rows = try database.prepare("SELECT * FROM \(table)")
            while try rows.step() {
                let row = rows.values
                if readableRow(row, of: table) != row { return table }
            }
        }
        guard tables.contains("permits") else { return nil }
        let orphan = "SELECT 1 FROM permits WHERE id NOT IN (SELECT permit FROM connections)"
        return try database.firstRow(orphan) { _ in "permits" }
    }
}
