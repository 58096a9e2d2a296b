extension String {
    /// The text as `oneLine` makes it, with an ellipsis as the last of its `limit` scalars where something was cut off.
    ///
    /// Scalars count, for a single character may carry any number of marks.
    package func boundedLine(_ limit: Int) -> String {
        let line = oneLine(self, limit: limit + 1)
        guard line.unicodeScalars.count > limit else { return line }
        return String(line.unicodeScalars.prefix(limit - 1)) + "\u{2026}"
    }
}
