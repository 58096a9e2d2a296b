/// What a pool file means that neither the tree nor live holds with the wanted digest.
struct MissingFileRule {
    /// More missing files than this in a suite are never the upstream's small defect.
    static let fileLimit = 10
    /// The share of a suite's files that may be missing: one in this many. A suite smaller than that may lack one.
    static let shareLimit = 1000

    /// Files that the suite wants.
    let fileCount: Int
    /// How many of these are missing.
    let missingCount: Int

    /// - Parameters:
    ///   - lackedBefore: whether a sync of an earlier day ended without it too.
    ///   - liveHasPath: whether live serves anything under this path.
    func code(lackedBefore: Bool, liveHasPath: Bool) -> FindingCode {
        lackedBefore && !liveHasPath && isFew ? .poolFileLackedUpstream : .poolFileMissing
    }

    private var isFew: Bool {
        missingCount <= Self.fileLimit && missingCount <= max(1, fileCount / Self.shareLimit)
            && missingCount < fileCount
    }
}
