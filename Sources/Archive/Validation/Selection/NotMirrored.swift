/// Counts what the selection leaves out of what the archive lists: it is no fault, and it is shown.
struct NotMirrored {
    private struct Key: Hashable {
        let suite: String
        let part: SelectedPart
    }

    private struct Counts {
        var indexCount = 0
        /// Files that indexes which are mirrored name all the same.
        var poolFileCount = 0
    }

    private var counts: [Key: Counts] = [:]

    mutating func addIndex(_ part: SelectedPart, of suite: String) {
        counts[Key(suite: suite, part: part), default: Counts()].indexCount += 1
    }

    mutating func addPoolFile(_ part: SelectedPart, of suite: String) {
        counts[Key(suite: suite, part: part), default: Counts()].poolFileCount += 1
    }

    /// A suite as a whole, which live serves still.
    mutating func addSuite(_ name: String) {
        counts[Key(suite: name, part: .suite(name))] = Counts()
    }

    /// The parts that are left out of a suite, sorted.
    func parts(of suite: String) -> [String] {
        counts.keys.filter { $0.suite == suite }.map(\.part.phrase).sorted()
    }

    func findings() -> [Finding] {
        counts.sorted { ($0.key.suite, $0.key.part.phrase) < ($1.key.suite, $1.key.part.phrase) }.map { key, counts in
            Finding(
                isSurprising(key.part, counts) ? .warning : .note, .notMirrored, path: "dists/\(key.suite)",
                suites: [key.suite], found: key.part.phrase + phrase(counts))
        }
    }

    /// Clients of what was selected ask for files that the selection left out by the look of their names: nobody wanted that.
    private func isSurprising(_ part: SelectedPart, _ counts: Counts) -> Bool {
        if case .pattern = part { return false }
        return counts.poolFileCount > 0
    }

    private func phrase(_ counts: Counts) -> String {
        var parts: [String] = []
        if counts.indexCount > 0 { parts.append(counts.indexCount == 1 ? "1 index" : "\(counts.indexCount) indexes") }
        if counts.poolFileCount > 0 {
            let files = counts.poolFileCount == 1 ? "1 pool file" : "\(counts.poolFileCount) pool files"
            parts.append("\(files) that mirrored indexes name")
        }
        return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
    }
}
