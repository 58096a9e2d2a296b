import Configuration
import Posix
import Publishing
import Reporting
import Scheduling
import StateStore
import Timekeeping
import Validation

extension SyncRun {
    /// Records what is served now: generation, suites, what the upstream lacks.
    func recordPublication(_ validated: ValidatedTree) throws(Failure) {
        try rememberMissing(validated.report)
        guard case .published(let name) = report.outcome else { return }
        if let live = GenerationName(name) { try forgetMended(in: live) }
        try record(validated.report, as: name)
        try stored { () throws(StateStoreError) in try store.forgetYouth(of: mirror.name) }
    }

    /// Records a generation that is served now, with what validation says of it.
    func record(_ result: ValidationReport, as name: String) throws(Failure) {
        var generation = GenerationRecord(
            mirror: mirror.name, name: name, publishedAt: now, verdict: verdictWord(result.findings))
        generation.errorCount = result.findings.count { $0.severity == .error }
        generation.warningCount = result.findings.count { $0.severity == .warning }
        generation.noteCount = result.findings.count { $0.severity == .note }
        let record = generation
        let states = result.suites.flatMap(suiteStates)
        try stored { () throws(StateStoreError) in
            try store.atomically { () throws(StateStoreError) in
                try store.record(record)
                try store.replaceSuiteStates(of: mirror.name, with: states)
                try useAcceptedDates(states)
            }
        }
    }

    /// The state of a suite under each of its names: clients know it by any of them.
    private func suiteStates(_ suite: SuiteReport) -> [SuiteState] {
        guard let facts = suite.facts else { return [] }
        var alias = SuiteState(name: suite.name, facts)
        alias.kind = .alias
        return [SuiteState(name: suite.name, facts)]
            + suite.aliases.map { name in
                alias.name = name
                return alias
            }
    }

    /// An accepted step back is good once, for its digest.
    private func useAcceptedDates(_ states: [SuiteState]) throws(StateStoreError) {
        for accepted in try store.acceptedDates(of: mirror.name) where accepted.usedAt == nil {
            let isPublished = states.contains { $0.signedTextDigest == accepted.signedTextDigest }
            guard isPublished else { continue }
            var used = accepted
            used.usedAt = now
            try store.record(used, of: mirror.name)
        }
    }

    /// A store that was made anew meanwhile may not know this sync, and its number may be another's.
    func renewRecord() throws(Failure) {
        guard syncID != nil else { return }
        // This finds the store that stands there now.
        let unfinished = try stored { () throws(StateStoreError) in try store.unfinishedSyncs(of: mirror.name) }
        guard store.replacementCount != recordedReplacements else { return }
        if let permit { try stored { () throws(StateStoreError) in try store.merge(permit) } }
        if unfinished.contains(where: { $0.id == syncID && $0.parent == RecordedProcess(machine.process) }) {
            recordedReplacements = store.replacementCount
        } else {
            try beginRecord(permitID: permit?.id, log: report.log)
        }
    }

    /// Records how the sync ended; a sync that was never begun leaves no record.
    func recordEnd() throws(Failure) {
        try renewRecord()
        guard let syncID else { return }
        let failure = SyncReportText(now: now, zone: zone).failure(report)
        var ending = SyncEnding(
            endedAt: now, exitStatus: report.exitStatus, outcome: report.outcome.word, detail: failure?.text)
        ending.transfer = counts
        ending.verdict = report.validation.map { _ in verdictWord(findings) }
        if case .published(let name) = report.outcome { ending.generation = name }
        let recorded = ending
        let records = findings.map { FindingRecord($0) }
        try stored { () throws(StateStoreError) in try store.endSync(syncID, recorded, findings: records) }
    }

    /// Says when the next sync may happen, and removes old logs. What fails here takes nothing back.
    func finish() {
        do throws(Failure) {
            if report.outcome != .notDue, report.outcome != .heldBack {
                marker = try publishing { () throws(PublishingError) in try root.readMarker() } ?? marker
                report.next = try program.nextSync(mirror, zone, store, marker)
            }
            guard syncID != nil else { return }
            try program.pruneLogs(mirror, now)
            try tellDaysWithoutPublication()
            try forecastSpace()
        } catch { report.remarks += error.reports.map(\.text) }
    }
}

extension SyncRun {
    /// One bad day is told by its failure; from the second on, how many they are by now.
    private func tellDaysWithoutPublication() throws(Failure) {
        guard report.isFailure else { return }
        let record = try program.publicationRecord(mirror, zone, store)
        if record.daysInRow > 1, let sentence = record.sentence { report.remarks.append(sentence) }
    }
}

/// The verdict in a word, for the store: errors that do not block are errors all the same.
func verdictWord(_ findings: [Finding]) -> String {
    if findings.contains(where: \.blocks) { return "invalid" }
    if findings.contains(where: { $0.severity == .error && $0.waiver == nil }) { return "inherited-errors" }
    if findings.contains(where: { $0.severity == .error }) { return "waived-errors" }
    return findings.contains { $0.severity == .warning } ? "valid-with-warnings" : "valid"
}

extension SyncReport.Outcome {
    /// A stable word for the store and for other programs.
    var word: String {
        switch self {
        case .published: "published"
        case .unchanged: "unchanged"
        case .notDue: "not-due"
        case .heldBack: "held-back"
        case .alreadyRunning: "already-running"
        case .upstreamFailed: "upstream-failed"
        case .invalid: "invalid"
        case .heldAfterRollback: "held-after-rollback"
        case .machineFailed: "machine-failed"
        case .wrongConfiguration: "wrong-configuration"
        case .interrupted: "interrupted"
        }
    }
}
