import ArchiveModel
import Posix

/// Judges pool files that the tree lacks: live may hold them, or the upstream may lack them for good.
struct MissingFiles {
    /// Paths that are remembered; beyond, the rule allows no missing file anyway.
    static let rememberedLimit = 10_000

    let live: ArchiveTree?
    private var twins: NameTwins
    let verified: any VerifiedFiles
    let lackedBefore: Set<String>
    let suiteNames: [String]
    let selection: Selection

    private(set) var filesToLinkFromLive: [String] = []
    private(set) var lackedPoolFiles: [String] = []
    /// Counts by the number of the suite.
    private(set) var fileCounts: [UInt32: Int] = [:]
    private(set) var missingCounts: [UInt32: Int] = [:]

    init(
        tree: ArchiveTree, live: ArchiveTree?, verified: any VerifiedFiles, lackedBefore: Set<String>,
        suiteNames: [String], selection: Selection
    ) {
        twins = NameTwins(tree: tree)
        self.live = live
        self.verified = verified
        self.lackedBefore = lackedBefore
        self.suiteNames = suiteNames
        self.selection = selection
    }

    private struct Missing {
        let entry: WantedFiles.Entry
        let path: String
        let liveHasPath: Bool
    }

    mutating func run(_ ledger: inout Ledger) {
        var missing: [Missing] = []
        for (index, entry) in ledger.wanted.entries.enumerated() {
            count(entry, in: ledger.wanted)
            guard entry.state == .missing else { continue }
            let path = ledger.wanted.path(of: entry)
            if let part = selection.leftOut(path) {
                leaveOut(entry, part, at: index, &ledger)
                continue
            }
            if !entry.isContested, liveHolds(entry, path, &ledger) {
                filesToLinkFromLive.append(path)
                ledger.wanted.set(.linkedFromLive, at: index)
            } else {
                missing.append(Missing(entry: entry, path: path, liveHasPath: hasPath(path)))
            }
        }
        for file in missing {
            for suite in ledger.wanted.sets[file.entry.suites] { missingCounts[suite, default: 0] += 1 }
        }
        for file in missing { ledger.log.add(finding(file, twins.twin(of: file.path), ledger.wanted)) }
        lackedPoolFiles = missing.prefix(Self.rememberedLimit).map(\.path)
    }

    private func leaveOut(_ entry: WantedFiles.Entry, _ part: SelectedPart, at index: Int, _ ledger: inout Ledger) {
        ledger.wanted.set(.leftOut, at: index)
        for suite in ledger.wanted.suiteNames(of: entry, suiteNames) { ledger.notMirrored.addPoolFile(part, of: suite) }
    }

    private var lastSet: (number: UInt32, members: [UInt32]) = (0, [])

    private mutating func count(_ entry: WantedFiles.Entry, in wanted: WantedFiles) {
        if lastSet.number != entry.suites { lastSet = (entry.suites, wanted.sets[entry.suites]) }
        for suite in lastSet.members { fileCounts[suite, default: 0] += 1 }
    }

    private func liveHolds(_ entry: WantedFiles.Entry, _ path: String, _ ledger: inout Ledger) -> Bool {
        guard let live, let status = try? ledger.wanted.status(of: entry, in: live) else { return false }
        guard status.kind == .regular, status.identity.byteCount == entry.byteCount else { return false }
        if verified.digest(of: status.identity) == ledger.wanted.digest(of: entry) { return true }
        let content = ledger.wanted.content(of: entry)
        guard let file = try? PoolFileContent(of: path, content.digests.map(\.algorithm), in: live) else {
            return false
        }
        ledger.statistics.readFileCount += 1
        ledger.statistics.readByteCount += file.identity.byteCount
        guard file.holds(content) else { return false }
        ledger.newlyVerified.append(VerifiedFile(identity: file.identity, digest: ledger.wanted.digest(of: entry)))
        return true
    }

    private func hasPath(_ path: String) -> Bool {
        guard let live else { return false }
        return (try? live.status(path)) != .some(.none)
    }

    private func finding(_ file: Missing, _ twin: String?, _ wanted: WantedFiles) -> Finding {
        let codes = wanted.sets[file.entry.suites].map { suite in
            MissingFileRule(fileCount: fileCounts[suite, default: 0], missingCount: missingCounts[suite, default: 0])
                .code(lackedBefore: lackedBefore.contains(file.path), liveHasPath: file.liveHasPath)
        }
        let isTolerated = codes.allSatisfy { $0 == .poolFileLackedUpstream }
        var finding = Finding(
            isTolerated ? .warning : .error, isTolerated ? .poolFileLackedUpstream : .poolFileMissing, path: file.path,
            suites: wanted.suiteNames(of: file.entry, suiteNames), expected: "\(file.entry.byteCount) bytes",
            found: twin.map { "no file, but \($0)" } ?? "no file", aptSays: AptPhrases.notFound)
        finding.isInheritable = !file.liveHasPath
        return finding
    }
}
