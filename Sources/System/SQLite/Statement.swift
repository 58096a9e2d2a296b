import CSQLite

/// A compiled statement, finalized when it goes out of scope.
package struct Statement: ~Copyable {
    private let handle: OpaquePointer

    /// The corresponding C function is `sqlite3_prepare_v2`; text after the first statement is an error.
    init(_ sql: String, on database: OpaquePointer) throws(SQLiteError) {
        var prepared: OpaquePointer?
        var hasMore = false
        let code = sql.withCString { text in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v2(database, text, -1, &prepared, &tail)
            hasMore = tail.map { $0.pointee != 0 } ?? false
            return code
        }
        guard code == SQLITE_OK else { throw SQLiteError(of: database, context: sql) }
        guard let prepared, !hasMore else {
            sqlite3_finalize(prepared)
            throw SQLiteError(code: SQLITE_MISUSE, message: "not exactly one statement", context: sql)
        }
        handle = prepared
    }

    deinit { sqlite3_finalize(handle) }

    /// Begins anew with `values` for the parameters, in their order; parameters beyond them are NULL.
    package func bind(_ values: [Value]) throws(SQLiteError) {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        for (index, value) in zip(1..., values) {
            guard bind(Int32(index), value) == SQLITE_OK else { throw failure() }
        }
    }

    private func bind(_ index: Int32, _ value: Value) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .text(let text):
            let count = Int32(clamping: text.utf8.count)
            return text.withCString { mw_sqlite3_bind_text(handle, index, $0, count) }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { bytes in
                // A null pointer would bind NULL instead of no bytes.
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_zeroblob(handle, index, 0)
                }
                return mw_sqlite3_bind_blob(handle, index, start, Int32(clamping: bytes.count))
            }
        }
    }

    /// Goes to the next row; false after the last. The corresponding C function is `sqlite3_step`.
    package func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw failure()
        }
    }

    /// Lets go of the locks that an unfinished query holds.
    package func reset() { sqlite3_reset(handle) }

    /// The integer in that column of the row, 0 for NULL.
    package func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

    package func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

    /// The text in that column of the row, empty for NULL.
    package func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    package func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

    /// Calls `body` with the bytes in that column of the row; they are gone with the next step.
    package func withBlob<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let start = sqlite3_column_blob(handle, Int32(column))
        return body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }

    package func blob(_ column: Int) -> [UInt8] { withBlob(column) { Array($0) } }

    /// How many columns a row has.
    package var columnCount: Int { Int(sqlite3_column_count(handle)) }

    /// All of the row.
    package var values: [Value] {
        var values: [Value] = []
        for column in 0..<columnCount { values.append(value(column)) }
        return values
    }

    /// What is in that column of the row, as it is stored; a real number, of which no table of ours holds any, as text.
    package func value(_ column: Int) -> Value {
        switch sqlite3_column_type(handle, Int32(column)) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_BLOB: .blob(blob(column))
        default: .text(text(column))
        }
    }

    private func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    private func failure() -> SQLiteError {
        let sql = sqlite3_sql(handle).map { String(cString: $0) } ?? ""
        return SQLiteError(of: sqlite3_db_handle(handle), context: sql)
    }
}

extension SQLiteError {
    /// The last failure on `database`.
    init(of database: OpaquePointer?, context: String) {
        let message = sqlite3_errmsg(database).map { String(cString: $0) } ?? "no message"
        self.init(code: sqlite3_extended_errcode(database), message: message, context: context)
    }
}
