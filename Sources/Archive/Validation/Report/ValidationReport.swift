/// The sum of the findings.
package enum Verdict: String, Sendable, Hashable, Comparable {
    case valid
    case validWithWarnings = "valid-with-warnings"
    case invalid

    private var rank: Int {
        switch self {
        case .valid: 0
        case .validWithWarnings: 1
        case .invalid: 2
        }
    }

    package static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }
}

/// What was looked at.
package struct ValidationStatistics: Sendable, Hashable {
    /// Files below `dists/` that Release lists and that are there, in each of their forms.
    package var indexCount = 0
    package var packageCount = 0
    package var sourceCount = 0
    /// Different pool paths that indexes name.
    package var poolFileCount = 0
    /// The sum of their sizes, as the indexes state them.
    package var poolByteCount: Int64 = 0
    /// Pool files whose content was read this time.
    package var readFileCount = 0
    package var readByteCount: Int64 = 0

    package init() {}
}

/// Everything that validation found out about a tree.
package struct ValidationReport: Sendable {
    /// Those below `dists/` first, then flat archives, each sorted by name.
    package var suites: [SuiteReport] = []
    /// The worst first, then by code and path. Of one kind, `FindingLog.limit` at most are kept.
    package var findings: [Finding] = []
    /// How many of each code there were, those that were not kept included.
    package var counts: [FindingCode: Int] = [:]
    /// The same by all that tells whether a finding blocks.
    package var kindCounts: [FindingKind: Int] = [:]
    /// What became of each of `ValidationRequest.waivers`, in their order.
    package var waiverUses: [WaiverUse] = []
    package var statistics = ValidationStatistics()
    /// Pool paths that the tree lacks and live holds with the wanted digest. The verdict counts them as present: link them.
    package var filesToLinkFromLive: [String] = []
    /// What Release announces below by-hash and the tree lacks, of indexes that are there and sound: link them before the tree is
    /// published. A client that has read this Release asks for them after the next publication too.
    package var byHashCopies: [ByHashCopy] = []
    /// Paths whose bytes are wrong under the size that is wanted: rsync would keep them for ever, so unlink them from staging,
    /// as well as what rsync skipped and left standing.
    package var filesToTakeOut: [String] = []
    /// Pool paths that neither the tree nor live holds, to be remembered for `ValidationRequest.lackedBefore`; at most 10,000.
    package var lackedPoolFiles: [String] = []

    /// Files that were read and had the digest that was wanted. Remember them only after a syncfs(2) of Root.
    package var newlyVerified: [VerifiedFile] = []

    package init() {}

    package var verdict: Verdict {
        if findings.contains(where: \.blocks) { return .invalid }
        return findings.contains { $0.severity > .note } ? .validWithWarnings : .valid
    }

    /// Whether the upstream may have been read while it was being updated, so that a second pass is worth it.
    package var suggestsFollowUpPass: Bool {
        findings.contains { $0.blocks && $0.code.suggestsFollowUpPass }
    }
}
