/// How many suites of a tree are looked at.
enum SuiteLimit {
    /// Archives have some dozens, with snapshots some hundreds. For each, its Release and the sets of suites that share files are
    /// held in memory.
    static let suiteCount = 10_000

    /// nil for a tree within the limit.
    static func finding(suiteCount: Int) -> Finding? {
        guard suiteCount > Self.suiteCount else { return nil }
        return Finding(
            .error, .tooManySuites, path: "dists", expected: "at most \(Self.suiteCount) suites",
            found: "\(suiteCount)")
    }
}
