/// What the stages of validation have found so far.
struct Ledger {
    var log: FindingLog
    var statistics = ValidationStatistics()
    var wanted = WantedFiles()
    /// Paths of the indexes that were parsed; `WantedFiles.Entry.index` counts in them.
    var indexPaths: [String] = []
    var filesToTakeOut: [String] = []
    var byHashCopies: [ByHashCopy] = []
    var newlyVerified: [VerifiedFile] = []
    /// Files that are named neither by Release nor in a stanza of a package, and belong to the archive all the same: patches of
    /// indexes and images of the installer, by their paths without symlinks. Beyond `referenceLimit` no more are kept.
    private(set) var otherReferencedPaths: Set<String> = []

    /// bookworm, with ten architectures, has some 1,500; the limit bounds what a hostile list can claim to some 200 MB.
    private static let referenceLimit = 1_000_000

    mutating func refer(to path: String) {
        if otherReferencedPaths.count < Self.referenceLimit { otherReferencedPaths.insert(path) }
    }
    var notMirrored = NotMirrored()
    var carriedNames = CarriedNames()
}
