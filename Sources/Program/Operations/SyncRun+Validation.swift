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
        let tookOut = try publishing { () throws(PublishingError) in
            try staged.takeOut(toTakeOut(result).filter(isArchivePath))
        }
        return ValidatedTree(
            report: result, live: live, survey: live == nil ? nil : survey, tookOut: !tookOut.isEmpty, linked: linked,
            summary: ValidationSummary(result, seconds: seconds))
    }

    /// What may not stay: files with wrong bytes. Where an index is not the one that Release lists, Release may be the stale one: one
    /// that was rewritten with the same size in the same second is the same to rsync, so all of them are fetched anew.
    private func toTakeOut(_ result: ValidationReport) -> [String] {
        let codes: Set<FindingCode> = [.indexSizeWrong, .indexHashWrong, .indexUnpackedWrong, .byHashWrong]
        let torn = Set(result.findings.filter { $0.blocks && codes.contains($0.code) }.flatMap(\.suites))
        let releases = torn.flatMap { suite in
            ["InRelease", "Release", "Release.gpg"].map { "dists/\(suite)/\($0)" }
        }
        return result.filesToTakeOut + releases
    }

    private func request(
        _ live: GenerationName?, _ survey: TreeSurvey, _ skipped: [SkippedPath]
    ) throws(Failure) -> ValidationRequest {
        var request = ValidationRequest(
            tree: root.staging, keyrings: mirror.keyrings, now: now, gpgv: try machine.program("gpgv"))
        request.live = live.map { root.path(of: $0) }
        request.allowsUnsigned = mirror.isUnsignedAllowed
        request.archivedPatterns = mirror.archivedSuites
        request.accepted = try program.acceptedSuites(mirror, store)
        // Without a contact, nobody knows whether the upstream lacks it still.
        if permit != nil { request.lackedBefore = try lackedBefore() }
        request.skippedByRsync = skipped.map(\.path)
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
            try store.remember(files.map { VerifiedFileRecord($0) }, ofRoot: marker.identifier)
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

/// The memory of the store as validation asks it.
struct StoredVerifiedFiles: VerifiedFiles {
    private let table: VerifiedFileTable

    init(_ table: VerifiedFileTable) {
        self.table = table
    }

    func digest(of identity: FileIdentity) -> Digest? {
        let found = table.digest(
            inode: identity.inode, birthTime: identity.birthTime, byteCount: identity.byteCount,
            modificationTime: identity.modificationTime)
        guard let found, let algorithm = HashAlgorithm(storedName: found.algorithm) else { return nil }
        return Digest(algorithm, bytes: found.bytes)
    }
}

/// The store's name of an algorithm is that of the field of Release.
extension HashAlgorithm {
    init?(storedName name: String) {
        guard let algorithm = Self.allCases.first(where: { $0.releaseFieldName == name }) else { return nil }
        self = algorithm
    }
}

extension VerifiedFileRecord {
    init(_ file: VerifiedFile) {
        self.init(
            inode: file.identity.inode, birthTime: file.identity.birthTime, byteCount: file.identity.byteCount,
            modificationTime: file.identity.modificationTime, algorithm: file.digest.algorithm.releaseFieldName,
            digest: file.digest.bytes)
    }
}
