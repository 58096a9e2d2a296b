/// What the stages of validation have found so far.
struct Ledger {
    var log = FindingLog()
    var statistics = ValidationStatistics()
    var wanted = WantedFiles()
    /// Paths of the indexes that were parsed; `WantedFiles.Entry.index` counts in them.
    var indexPaths: [String] = []
    var filesToTakeOut: [String] = []
    var newlyVerified: [VerifiedFile] = []
}
