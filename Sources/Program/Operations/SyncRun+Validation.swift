import ArchiveModel
import Configuration
import Posix
import Publishing
import Reporting
import StateStore
import Timekeeping
import Transfer
import Validation

extension SyncRun {
    /// Validates staging by apt's rules. What is not fit to stay is taken out of staging, and what the upstream lacks and the live
    /// generation holds is linked.
    func validateStaged(skipped: [SkippedPath], problems: [String]) throws(Failure) -> ValidatedTree {
        try checkInterruption()
        observer.step("validating")
        let staged = try publishing { () throws(PublishingError) in try StagedTree(root) }
        let exact = skipped.filter(\.isExact).map(\.path)
        _ = try publishing { () throws(PublishingError) in try staged.takeOut(exact.filter(isArchivePath)) }
        let live = try publishing { () throws(PublishingError) in try Generations(of: root).live }
        let survey = try Failure.ofSystem { () throws(SystemCallError) in
            try TreeSurvey(of: root.staging, comparedWith: live.map { root.path(of: $0) })
        }
        let started = machine.clock.reading().secondsSinceBoot
        var result = try validate(request(live, survey, skipped), problems)
        let seconds = machine.clock.reading().secondsSinceBoot - started
        let linked = try linkFromLive(&result, staged)
        let unfit = toTakeOut(result).filter(isArchivePath)
        // What rsync skipped is as it was.
        let kept = Set(skipped.map(\.path))
        if let live { try disownShared(unfit.filter { !kept.contains($0) }, with: live) }
        let tookOut = try publishing { () throws(PublishingError) in try staged.takeOut(unfit) }
        let gaveBack = try live.map { live throws(Failure) in try refetch(doubtfulReleases(result), staged, live) }
        return ValidatedTree(
            report: result, live: live, survey: live == nil ? nil : survey,
            tookOut: !tookOut.isEmpty || gaveBack ?? false, linked: linked,
            summary: ValidationSummary(result, seconds: seconds))
    }

    /// What may not stay: files with wrong bytes. Where an index is not the one that Release lists, Release may be the stale one: one
    /// that was rewritten with the same size in the same second is the same to rsync; and one that nobody vouches for may have
    /// rotted on this disk. So all of them are fetched anew.
    private func toTakeOut(_ result: ValidationReport) -> [String] {
        let codes: Set<FindingCode> = [
            .indexSizeWrong, .indexHashWrong, .indexUnpackedWrong, .byHashWrong, .clearsignMalformed, .signatureBad,
            .signatureUnreadable, .releaseMalformed,
        ]
        return result.filesToTakeOut
            + releases(of: result, ["InRelease", "Release", "Release.gpg"]) { $0.blocks && codes.contains($0.code) }
    }

    /// What may have rotted and stays all the same: what only old clients read, beside an InRelease that is good, and what a key
    /// made that is not known, for a mended keyring may make it good.
    private func doubtfulReleases(_ result: ValidationReport) -> [String] {
        let codes: Set<FindingCode> = [
            .detachedSignatureBad, .releaseUnlikeInRelease, .signatureUnreadable, .releaseMalformed,
        ]
        return releases(of: result, ["Release", "Release.gpg"]) { !$0.blocks && codes.contains($0.code) }
            + releases(of: result, ["InRelease", "Release", "Release.gpg"]) { $0.code == .signatureKeyMissing }
    }

    /// The paths of these files in each suite of which a finding is `meant`.
    private func releases(
        of result: ValidationReport, _ names: [String], _ isMeant: (Finding) -> Bool
    ) -> [String] {
        let meant = Set(result.findings.filter(isMeant).flatMap(\.suites))
        return result.suites.filter { meant.contains($0.name) }.flatMap { suite in
            let directory = splitPath(suite.releasePath).directory
            return names.map { joinPath(directory, $0) }
        }
    }

    private func request(
        _ live: GenerationName?, _ survey: TreeSurvey, _ skipped: [SkippedPath]
    ) throws(Failure) -> ValidationRequest {
        var request = try program.validationRequest(mirror, of: root.staging)
        request.live = live.map { root.path(of: $0) }
        request.waivers = try program.waivers(of: mirror)
        request.accepted = try program.acceptedSuites(mirror, store)
        request.packageFallLimit = mirror.largestFall
        request.jobs = machine.usualJobs
        request.sqv = machine.optionalProgram("sqv")
        // Without a contact, nobody knows whether the upstream lacks it still.
        if permit != nil { request.lackedBefore = try lackedBefore() }
        request.skippedByRsync = skipped.map(\.path)
        request.selection = selection
        request.survey = survey
        return request
    }

    private func validate(_ request: ValidationRequest, _ problems: [String]) throws(Failure) -> ValidationReport {
        let table = try stored { () throws(StateStoreError) in try store.verifiedFiles(ofRoot: marker.identifier) }
        let known = StoredVerifiedFiles(table)
        let validation: ValidationReport
        do throws(ValidationError) {
            validation = try Validator(
                request, verified: known, interruption: machine.interruption,
                progress: { [observer] in observer.validated($0) }, handOver: { self.rememberEarly($0) }
            ).run()
        } catch { throw Failure(error, mirror: mirror.name) }
        if !problems.isEmpty {
            let first = problems.prefix(3).joined(separator: "; ")
            report.remarks.append("the upstream could not give \(counted(problems.count, "file")): \(first)")
        }
        try remember(validation.newlyVerified.filter { known.digest(of: $0.identity) != $0.digest })
        return validation
    }

    /// What is read is not read again, though the sync is cut; what fails here costs no more than that.
    private func rememberEarly(_ files: [VerifiedFile]) {
        do throws(Failure) { try remember(files) } catch {
            report.remarks += error.reports.map { "what was verified could not be remembered yet: \($0.text)" }
        }
    }

    /// Nothing is remembered before it is on disk for certain: a crash could leave other bytes under the same identity.
    private func remember(_ files: [VerifiedFile]) throws(Failure) {
        guard !files.isEmpty else { return }
        try publishing { () throws(PublishingError) in try root.syncFileSystem() }
        try stored { () throws(StateStoreError) in
            try store.remember(files.map { VerifiedFileRecord($0) }, ofRoot: marker.identifier, at: now)
        }
    }

    private func linkFromLive(_ result: inout ValidationReport, _ staged: borrowing StagedTree) throws(Failure)
        -> [String]
    {
        var linked: [String] = []
        for path in result.filesToLinkFromLive {
            let isLinked = try publishing { () throws(PublishingError) in try staged.linkFromLive(path) }
            if isLinked {
                linked.append(path)
            } else {
                result.findings.append(
                    Finding(
                        .error, .poolFileMissing, path: path, expected: "a file",
                        found: "something else in place of a directory above it"))
            }
        }
        return linked
    }

    /// What was found lacking on an earlier day than today.
    private func lackedBefore() throws(Failure) -> Set<String> {
        let missing = try stored { () throws(StateStoreError) in try store.missingFiles(of: mirror.name) }
        let today = zone.localTime(of: now).calendarDay
        return Set(missing.filter { zone.localTime(of: $0.value).calendarDay < today }.map(\.key))
    }

    func rememberMissing(_ result: ValidationReport) throws(Failure) {
        try stored { () throws(StateStoreError) in
            try store.replaceMissingFiles(of: mirror.name, with: result.lackedPoolFiles, at: now)
        }
    }
}

/// Whether `path` is one that can stand below staging: relative, without empty, `.` and `..` parts. What a hostile name reads as
/// may be none.
private func isArchivePath(_ path: String) -> Bool {
    path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
}
