package import Timekeeping

/// One generation as `mirrorward generations` shows it.
package struct GenerationReport: Sendable, Encodable {
    package var name: String
    package var publishedAt: Instant?
    package var verdict: String?
    package var isServed: Bool
    package var isPinned: Bool
    /// What removing it would free: bytes of files that no other tree shares.
    package var aloneByteCount: Int64

    package init(
        name: String, publishedAt: Instant?, verdict: String?, isServed: Bool, isPinned: Bool, aloneByteCount: Int64
    ) {
        self.name = name
        self.publishedAt = publishedAt
        self.verdict = verdict
        self.isServed = isServed
        self.isPinned = isPinned
        self.aloneByteCount = aloneByteCount
    }
}

/// The generations of one mirror in JSON; `schemaVersion` as in the status.
package struct GenerationsReport: Sendable, Encodable {
    package let schemaVersion = 1
    package let mirror: String
    /// The newest first.
    package let generations: [GenerationReport]

    package init(mirror: String, generations: [GenerationReport]) {
        self.mirror = mirror
        self.generations = generations
    }
}

/// A table of generations, the newest first.
package func generationsText(_ generations: [GenerationReport], zone: TimeZoneRules) -> String {
    let times = LocalTimeText(zone: zone)
    let header = ["GENERATION", "PUBLISHED", "VERDICT", "ALONE", "STATE"]
    let rows = generations.map { generation in
        let states = [generation.isServed ? "served" : nil, generation.isPinned ? "pinned" : nil].compactMap { $0 }
        return [
            generation.name, generation.publishedAt.map { times.minute($0) } ?? "-", generation.verdict ?? "-",
            byteText(generation.aloneByteCount), states.joined(separator: ", "),
        ]
    }
    return tableText([header] + rows)
}

/// Rows in columns two blanks apart.
package func tableText(_ rows: [[String]]) -> String {
    let columnCount = rows.map(\.count).max() ?? 0
    let widths = (0..<columnCount).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
        var line = ""
        for (column, cell) in row.enumerated() {
            line += cell
            if column + 1 < row.count { line += String(repeating: " ", count: widths[column] - cell.count + 2) }
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }.joined()
}
