import ArchiveModel
import Configuration
import Posix
import Publishing
import Reporting
import StateStore
import Timekeeping
import Validation

extension SyncRun {
    /// Once a day, after a sync that did something: reads the daily share again, and forgets verified files that are gone. What
    /// fails here takes nothing back.
    func scrubDaily(_ synced: SyncReport) -> SyncReport {
        report = synced
        guard hasPublishedTree else { return report }
        do throws(Failure) {
            try forgetGoneFiles()
            guard mirror.scrubShare > 0, try !hasScrubbedToday() else { return report }
            let summary = try scrub(percent: mirror.scrubShare, readBefore: now.adding(seconds: -20 * 3600))
            report.rottenCount = summary.findings.count
            report.findings += summary.findings
        } catch { report.remarks += error.reports.map { "not all of the daily share was read again: \($0.text)" } }
        return report
    }

    private var hasPublishedTree: Bool {
        switch report.outcome {
        case .published, .unchanged: true
        default: false
        }
    }

    private func hasScrubbedToday() throws(Failure) -> Bool {
        let last = try stored { () throws(StateStoreError) in try store.lastScrub(of: mirror.name) }
        return last.map { zone.localTime(of: $0).calendarDay == zone.localTime(of: now).calendarDay } ?? false
    }

    /// Reads those files of the served generation again that were not read for the longest time.
    ///
    /// - Parameters:
    ///   - percent: the share of its bytes.
    ///   - limit: files read later than this are left for another day; nil to read them too.
    func scrub(percent: Int, readBefore limit: Instant?) throws(Failure) -> ScrubSummary {
        let live = try publishing { () throws(PublishingError) in try Generations(of: root).live }
        guard let live else { return ScrubSummary() }
        let tree = root.path(of: live)
        let readings = try stored { () throws(StateStoreError) in
            try store.verifiedFileReadings(ofRoot: marker.identifier)
        }
        let plan = ScrubPlan(readings, present: try inodes(of: [tree]), percent: percent, readBefore: limit)
        var summary = ScrubSummary()
        summary.totalByteCount = plan.totalByteCount
        try read(try paths(of: plan.inodes, in: tree), in: tree, &summary)
        try stored { () throws(StateStoreError) in try store.recordScrub(of: mirror.name, at: now) }
        return summary
    }

    private func read(_ paths: [(path: String, inode: UInt64)], in tree: String, _ summary: inout ScrubSummary)
        throws(Failure)
    {
        let table = try stored { () throws(StateStoreError) in try store.verifiedFiles(ofRoot: marker.identifier) }
        let reading = ScrubReading(
            known: StoredVerifiedFiles(table), isCancelled: { self.machine.interruption.signal != nil })
        var rest = paths[...]
        while !rest.isEmpty {
            try checkInterruption()
            observer.step("reading again what is served, \(countText(rest.count)) files left")
            let batch = rest.prefix(Self.scrubBatch)
            rest = rest.dropFirst(batch.count)
            var outcomes: [ScrubOutcome] = []
            try Failure.ofSystem { () throws(SystemCallError) in
                try runAtIdlePriority { outcomes = batch.map { reading.read("\(tree)/\($0.path)") } }
            }
            try record(zip(batch, outcomes).map { ($0.path, $0.inode, $1) }, in: tree, &summary)
            // What was not read is left for the next time, which is not another day.
            if outcomes.contains(where: \.isCancelled) { try checkInterruption() }
        }
    }

    /// Files between two records in the store: an interruption costs no more.
    private static let scrubBatch = 200

    private func record(
        _ files: [(path: String, inode: UInt64, outcome: ScrubOutcome)], in tree: String, _ summary: inout ScrubSummary
    ) throws(Failure) {
        var sound: [UInt64] = []
        for file in files {
            if file.outcome.wasRead {
                summary.readFileCount += 1
                summary.readByteCount += (try? fileStatus("\(tree)/\(file.path)"))??.byteCount ?? 0
            }
            switch file.outcome {
            case .sound: sound.append(file.inode)
            case .rotten(let expected, let found):
                let rotten = RottenFileRecord(
                    path: file.path, inode: file.inode, foundAt: now, expected: expected, found: found)
                try disown(rotten, in: tree)
                summary.findings.append(FindingReport(rotten))
            case .other, .cancelled: break
            }
        }
        try stored { () throws(StateStoreError) in try store.markRead(sound, ofRoot: marker.identifier, at: now) }
    }

    /// Sees to it that no later generation inherits a file that rotted, however it would come by it.
    private func disown(_ file: RottenFileRecord, in tree: String) throws(Failure) {
        try stored { () throws(StateStoreError) in try store.record(file, of: mirror.name) }
        let inStaging = "\(root.staging)/\(file.path)"
        try Failure.ofSystem { () throws(SystemCallError) in
            try markStale(file.path, inode: file.inode, in: tree)
            if try fileStatus(inStaging, followingLinks: false)?.inode == file.inode { try removeFile(inStaging) }
        }
        try publishing { () throws(PublishingError) in try root.syncFileSystem() }
        try stored { () throws(StateStoreError) in
            try store.forgetVerifiedFiles([file.inode], ofRoot: marker.identifier)
        }
    }

    /// Mends what rotted where live holds the same content in another file by now: a rollback is not to serve the rot. What
    /// generations hold on is remembered.
    func forgetMended(in live: GenerationName) throws(Failure) {
        let table = try stored { () throws(StateStoreError) in try store.verifiedFiles(ofRoot: marker.identifier) }
        for file in try stored({ () throws(StateStoreError) in try store.rottenFiles(of: mirror.name) }) {
            let served = "\(root.path(of: live))/\(file.path)"
            let status = try Failure.ofSystem { () throws(SystemCallError) in
                try fileStatus(served, followingLinks: false)
            }
            if status?.inode == file.inode { continue }
            let isMended =
                ScrubReading(known: StoredVerifiedFiles(table), isCancelled: { false }).wanted(served)?.description
                == file.expected
            if isHeld(file, mending: isMended) { continue }
            try stored { () throws(StateStoreError) in try store.forgetRottenFile(file.path, of: mirror.name) }
        }
    }

    /// Whether a generation still holds the file, after it was mended where that is to be. What fails here takes back nothing of
    /// what is published.
    private func isHeld(_ file: RottenFileRecord, mending: Bool) -> Bool {
        do throws(Failure) {
            return try underPublicationLock { () throws(Failure) in
                try publishing { () throws(PublishingError) in
                    if mending { try root.mend(file.path, inode: file.inode) }
                    return try !root.generations(holding: file.inode, at: file.path).isEmpty
                }
            }
        } catch {
            report.remarks += error.reports.map { "older generations may hold a file that rotted: \($0.text)" }
            return true
        }
    }

    /// Forgets what is remembered of files that no generation holds any more.
    func forgetGoneFiles() throws(Failure) {
        let names = try publishing { () throws(PublishingError) in try Generations(of: root).names }
        let present = try inodes(of: names.map { root.path(of: $0) } + [root.staging])
        try stored { () throws(StateStoreError) in
            let gone = try store.verifiedFiles(ofRoot: marker.identifier).inodes(missingFrom: present)
            try store.forgetVerifiedFiles(gone, ofRoot: marker.identifier)
        }
    }

    private func inodes(of trees: [String]) throws(Failure) -> Set<UInt64> {
        var inodes: Set<UInt64> = []
        try Failure.ofSystem { () throws(SystemCallError) in
            for tree in trees where try fileStatus(tree) != nil {
                try forEachFile(of: tree) { inode, _ in inodes.insert(inode) }
            }
        }
        return inodes
    }

    /// One path of each inode.
    private func paths(of inodes: Set<UInt64>, in tree: String) throws(Failure) -> [(path: String, inode: UInt64)] {
        var left = inodes
        var paths: [(path: String, inode: UInt64)] = []
        try Failure.ofSystem { () throws(SystemCallError) in
            try forEachFile(of: tree) { inode, path in
                if left.remove(inode) != nil { paths.append((path(), inode)) }
            }
        }
        return paths
    }
}

extension FindingReport {
    /// A file that rotted, until it is fetched again.
    init(_ file: RottenFileRecord) {
        var finding = Finding(
            .error, file.path.hasPrefix("dists/") ? .indexHashWrong : .poolFileHashWrong, path: file.path,
            expected: file.expected,
            found: "\(file.found), for it rotted on this disk", aptSays: "Hash Sum mismatch")
        // It is served already: it keeps nothing from being published.
        finding.isInherited = true
        self = finding.reported
    }
}
