/// What could be saved of one table of a damaged database.
package struct SalvagedTable: Sendable, Hashable {
    package let name: String
    package internal(set) var rowCount = 0
    /// Whether every row was read and taken over.
    package internal(set) var isWhole = true
}

extension Database {
    /// Copies the rows of `table` that can still be read in `damaged`, which has the same columns.
    ///
    /// A damaged page ends a reading; the rows behind it are read from the other end. A row that the schema refuses is left out.
    ///
    /// - Parameter reading: gives a row as it is to be taken over; nil leaves it out.
    package func salvage(
        _ table: String, from damaged: borrowing Database, _ reading: ([Value]) -> [Value]? = { $0 }
    ) -> SalvagedTable {
        var result = SalvagedTable(name: table)
        if !copyRows("SELECT * FROM \(table)", into: table, from: damaged, &result, reading) {
            result.isWhole = false
            // Without rowids there is no other end; then the statement is refused, and nothing is added.
            _ = copyRows("SELECT * FROM \(table) ORDER BY rowid DESC", into: table, from: damaged, &result, reading)
        }
        return result
    }

    /// - Returns: whether the reading came to its end.
    private func copyRows(
        _ query: String, into table: String, from damaged: borrowing Database, _ result: inout SalvagedTable,
        _ reading: ([Value]) -> [Value]?
    ) -> Bool {
        do throws(SQLiteError) {
            let rows = try damaged.prepare(query)
            let marks = Array(repeating: "?", count: rows.columnCount).joined(separator: ", ")
            let insertion = try prepare("INSERT INTO \(table) VALUES (\(marks))")
            while try rows.step() {
                let row = rows.values
                let taken = reading(row)
                if taken != row { result.isWhole = false }
                if let taken { insert(taken, insertion, &result) }
            }
            return true
        } catch { return false }
    }

    private func insert(_ values: [Value], _ insertion: borrowing Statement, _ result: inout SalvagedTable) {
        do throws(SQLiteError) {
            try insertion.bind(values)
            _ = try insertion.step()
            result.rowCount += 1
        } catch {
            // From the other end, rows come that are there already, and the table is known not to be whole.
            result.isWhole = false
        }
    }
}
