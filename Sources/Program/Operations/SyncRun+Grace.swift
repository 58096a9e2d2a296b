import Configuration
import Posix
import Publishing
import StateStore
import Timekeeping
import Validation

extension SyncRun {
    /// Links into staging what the live generation's indexes promise and staging lacks, and what earlier ones promised and whose
    /// grace has not ended.
    ///
    /// What may be lost at the switch is what the survey found removed, so only those paths are looked for in live's indexes. What
    /// staging still holds and no longer promises is on grace from now on as well: an archive removes it at a later update, when
    /// nobody could tell any more who had promised it.
    func keepGrace(_ validated: ValidatedTree, _ staged: borrowing StagedTree) throws(Failure) -> GraceResult {
        guard let live = validated.live, let survey = validated.survey, mirror.grace > 0 else { return GraceResult() }
        // Of a part that is left out now, clients can expect nothing.
        var candidates = Set(survey.removed.filter { selection.leftOut($0) == nil })
        // What rotted is better gone.
        let rotten = Set(
            try stored { () throws(StateStoreError) in try store.rottenFiles(of: mirror.name) }.map(\.path))
        candidates.subtract(rotten)
        let dropped = try promisedPaths(candidates, in: live, survey)
        let removed = Set(survey.removed)
        let ended = try endedPromises(of: live, survey).subtracting(removed)
        let fresh = dropped.union(ended.subtracting(rotten))
        let until = now.adding(seconds: mirror.grace)
        var files = fresh.sorted().map { GraceFile(path: $0, keepUntil: until) }
        for file in try recordedGrace() where !fresh.contains(file.path) && !rotten.contains(file.path) {
            // What is left out now is not brought back.
            guard candidates.contains(file.path) || !removed.contains(file.path) else { continue }
            files.append(GraceFile(path: file.path, keepUntil: file.keepUntil))
        }
        if files.isEmpty { return GraceResult() }
        let sources = try publishing { () throws(PublishingError) in try Generations(of: root).names.reversed() }
        return try publishing { () throws(PublishingError) in try staged.keepGrace(files, from: Array(sources)) }
    }

    private func recordedGrace() throws(Failure) -> [GraceRecord] {
        try stored { () throws(StateStoreError) in try store.graceFiles(of: mirror.name) }.filter { $0.keepUntil > now }
    }

    /// Which of these files clients of the live generation may ask for, because its indexes name them. Where the store is younger
    /// than that generation, not all of its own grace files are known: then that is also each other file of the pool and below by-hash.
    private func promisedPaths(
        _ candidates: Set<String>, in live: GenerationName, _ survey: TreeSurvey
    ) throws(Failure) -> Set<String> {
        if candidates.isEmpty { return [] }
        let unknown = try unknownGrace(candidates)
        let known = candidates.subtracting(unknown)
        if known.isEmpty { return unknown }
        let named = try Failure.ofSystem { () throws(SystemCallError) in
            try promised(by: root.path(of: live), among: known, passingOverIndexesOf: root.staging, survey: survey)
        }
        return named.union(unknown)
    }

    /// The files of the pool and below by-hash that may be on grace without the store's knowledge: none, unless it is young.
    private func unknownGrace(_ candidates: Set<String>) throws(Failure) -> Set<String> {
        guard try stored({ () throws(StateStoreError) in try store.isYoung(for: mirror.name) }) else { return [] }
        let recorded = Set(
            try stored { () throws(StateStoreError) in try store.graceFiles(of: mirror.name) }.map(\.path))
        return candidates.subtracting(recorded).filter { isPoolFile($0) || "/\($0)".contains("/by-hash/") }
    }

    private func endedPromises(of live: GenerationName, _ survey: TreeSurvey) throws(Failure) -> Set<String> {
        try Failure.ofSystem { () throws(SystemCallError) in
            try Validation.endedPromises(of: root.path(of: live), in: root.staging, survey: survey)
        }
    }

    /// Records which files are on grace: those that were linked into staging and those that still are there, since when and until
    /// when.
    ///
    /// - Parameter keepsOthers: whether the files of earlier publications stay recorded, for the coming one may fail.
    func recordGrace(_ grace: GraceResult, keepingOthers keepsOthers: Bool) throws(Failure) {
        let recorded = try recordedGrace()
        let known = Dictionary(recorded.map { ($0.path, $0) }) { first, _ in first }
        let files = (grace.linked + grace.present).map { file in
            let droppedAt = known[file.path].flatMap { $0.keepUntil == file.keepUntil ? $0.droppedAt : nil } ?? now
            return GraceRecord(path: file.path, droppedAt: droppedAt, keepUntil: file.keepUntil)
        }
        let names = Set(files.map(\.path))
        let others = keepsOthers ? recorded.filter { !names.contains($0.path) } : []
        try stored { () throws(StateStoreError) in try store.replaceGraceFiles(of: mirror.name, with: files + others) }
    }
}

/// Not below `dists/`, and none of the files that stand for a flat archive as a whole.
private func isPoolFile(_ path: String) -> Bool {
    if path.hasPrefix("dists/") { return false }
    let name = splitPath(path).name
    return !["InRelease", "Release", "Packages", "Sources"].contains(String(name.prefix { $0 != "." }))
}
