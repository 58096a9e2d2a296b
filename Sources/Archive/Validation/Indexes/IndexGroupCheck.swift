import ArchiveModel
import Decompression
import Posix

/// Checks all forms of one index and takes in its records: the part of a suite's check that several threads do side by side.
struct IndexGroupCheck {
    /// What the checks of one suite share.
    struct Scope: Sendable {
        let context: SuiteIndexes.Context
        let suite: DiscoveredSuite
        let suiteNumber: UInt32
        let release: ReleaseFile
        /// What live's Release file of the same suite says.
        let liveRelease: ReleaseFile?
        let isArchived: Bool
        /// Of a flat archive.
        let poolBase: PoolBase?
        /// Empty, with the waivers that are in force.
        let log: FindingLog
        let packageDigests: PackageDigests
    }

    /// The stanzas that were taken in.
    struct Records: Sendable {
        /// Of the form that they were read from.
        let path: String
        let count: Int
    }

    struct Outcome: Sendable {
        var log: FindingLog
        var formCount = 0
        var filesToTakeOut: [String] = []
        var newlyVerified: [VerifiedFile] = []
        /// Inodes of the forms that have the bytes which Release lists, for their copies below by-hash.
        var soundForms: [UInt64: ReleaseEntry] = [:]
        /// nil where the index names no files, or could not be read.
        var records: Records?
    }

    private let scope: Scope
    private let located: LocatedGroup
    /// The number under which files are noted that it names.
    private let indexNumber: UInt32
    private let importance: IndexImportance
    private var forms = FormsRead()
    private(set) var outcome: Outcome

    init(_ located: LocatedGroup, in scope: Scope, indexNumber: UInt32) {
        self.located = located
        self.scope = scope
        self.indexNumber = indexNumber
        importance = IndexImportance(located.group.name, in: scope.release)
        outcome = Outcome(log: scope.log)
    }

    mutating func run(_ wanted: inout WantedFiles) {
        for (form, place) in zip(located.group.forms, located.places) {
            let path = located.path(of: form)
            switch place {
            case .absent: continue
            case .faulty(let fault):
                let finding = ContentFault.file(fault).finding(
                    path: path, suites: [scope.suite.name], notAFile: .indexNotAFile)
                outcome.log.add(importance.weighed(finding))
            case .plain(let status): check(form, path, status, &wanted)
            case .byHash(let digestPath, let status): check(form, digestPath, status, &wanted)
            }
        }
        outcome.log.add(forms.corruptFindings().map(importance.weighed))
    }

    private mutating func check(
        _ form: IndexGroup.Form, _ path: String, _ status: FileStatus, _ wanted: inout WantedFiles
    ) {
        outcome.formCount += 1
        outcome.log.add(weaknessFindings(form, path, status).map(importance.weighed))
        let compression = form.name.compression
        let isRead = located.group.name.kind.hasRecords && !forms.isParsed && compression.isRead
        if !isRead, isKnownSound(form, path, status) {
            outcome.soundForms[status.inode] = form.entry
            if compression.isRead { forms.sound.append(compression) }
            return
        }
        let check = IndexFormCheck(
            tree: scope.context.tree, suite: scope.suite.name, form: form, bare: located.group.bare, path: path,
            status: status, isUnpacked: isRead || scope.context.unpacksAllForms || !forms.isSeen)
        let result = isRead ? parse(check, &wanted) : read(check)
        if case .sound = result { forms.isParsed = forms.isParsed || isRead }
        take(result, of: check)
    }

    private mutating func take(_ result: IndexFormCheck.Outcome, of check: IndexFormCheck) {
        let (entry, compression) = (check.form.entry, check.form.name.compression)
        switch result {
        case .sound(let identity):
            outcome.soundForms[check.status.inode] = entry
            // One that was only hashed is not remembered, or the gate would never unpack it.
            guard check.isUnpacked else { return }
            if compression.isRead { forms.sound.append(compression) }
            // What is malformed is to be found so on each day.
            if let digest = entry.rememberedDigest, !forms.isMalformed {
                outcome.newlyVerified.append(VerifiedFile(identity: identity, digest: digest))
            }
        case .corrupt(let fault, let finding):
            forms.corrupt.append(.init(compression: compression, fault: fault, finding: finding))
            // Known to its copy below by-hash, and not remembered: it is to be unpacked again, and found corrupt, each day.
            outcome.soundForms[check.status.inode] = entry
        case .faulty(let findings, let hasWrongBytes):
            outcome.log.add(findings.map(importance.weighed))
            if hasWrongBytes { outcome.filesToTakeOut.append(check.path) }
        }
    }

    /// A file of megabytes that is only hashed and unpacked need not be read again on each day.
    private func isKnownSound(_ form: IndexGroup.Form, _ path: String, _ status: FileStatus) -> Bool {
        let context = scope.context
        guard context.contentCheck == .unverified, path == located.path(of: form) else { return false }
        let unchanged = UnchangedForms(
            tree: context.tree, live: context.live, liveRelease: scope.liveRelease, verified: context.verified)
        return unchanged.contains(form, bare: located.group.bare, path, status)
    }

    /// Looks into what comes out of the first form that is unpacked.
    private mutating func read(_ check: IndexFormCheck) -> IndexFormCheck.Outcome {
        var reader = check.reader
        guard check.isUnpacked, !forms.isParsed, var text = IndexText(check.form.name) else {
            return check.run(&reader) { _ in }
        }
        let result = check.run(&reader) { text.feed($0) }
        guard case .sound = result else { return result }
        text.finish()
        forms.isParsed = true
        guard let fault = text.fault else { return result }
        forms.isMalformed = true
        outcome.log.add(
            Finding(
                fault.severity, fault.code, path: check.path, suites: [scope.suite.name], found: fault.found,
                aptSays: fault.aptSays))
        return result
    }

    private mutating func parse(_ check: IndexFormCheck, _ wanted: inout WantedFiles) -> IndexFormCheck.Outcome {
        var reader = check.reader
        wanted.reserve(forIndexOf: located.group.bare?.byteCount ?? check.form.entry.byteCount)
        let mark = wanted.mark
        let intake = RecordIntake(
            indexPath: check.path, suite: scope.suite.name, suiteNumber: scope.suiteNumber, indexNumber: indexNumber,
            isArchived: scope.isArchived, log: scope.log, base: scope.poolBase,
            packageDigests: scope.packageDigests)
        var parsing = IndexParsing(intake, isSources: check.form.name.kind == .sources)
        let result = check.run(&reader) { parsing.feed($0, &wanted) }
        guard case .sound = result else {
            wanted.forget(after: mark)
            return result
        }
        parsing.finish(&wanted)
        outcome.log.merge(parsing.intake.log)
        if let fault = parsing.fault {
            let finding = Finding(
                .error, .indexMalformed, path: check.path, suites: [scope.suite.name], found: fault.phrase)
            outcome.log.add(importance.weighed(finding))
        }
        outcome.records = Records(path: check.path, count: parsing.intake.recordCount)
        return result
    }

    private func weaknessFindings(_ form: IndexGroup.Form, _ path: String, _ status: FileStatus) -> [Finding] {
        var findings: [Finding] = []
        if status.permissions & 0o004 == 0 {
            findings.append(
                Finding(
                    .error, .fileNotWorldReadable, path: path, suites: [scope.suite.name],
                    found: "mode \(String(status.permissions, radix: 8))"))
        }
        if form.entry.strongestDigest == nil, scope.release.hasStrongSection {
            findings.append(
                Finding(
                    scope.isArchived ? .warning : .error, .releaseHashesWeak, path: path, suites: [scope.suite.name],
                    expected: "SHA256 or SHA512", aptSays: AptPhrases.insufficientHashes))
        }
        return findings
    }
}

extension IndexFormCheck {
    /// A reader that computes all that Release lists: apt compares the weak ones too, once a strong one is there
    /// (`HashStringList::operator==`, apt-pkg/contrib/hashes.cc).
    fileprivate var reader: IndexReader {
        let unpacked = form.name.compression == .none ? nil : bare
        return IndexReader(
            stored: form.entry.digests.map(\.algorithm), unpacked: unpacked?.digests.map(\.algorithm) ?? [])
    }
}
