import ArchiveModel
import Decompression
import Digests
import Posix

/// Checks everything that one Release file lists.
struct SuiteIndexes {
    struct Context {
        let tree: ArchiveTree
        let live: ArchiveTree?
        let verified: any VerifiedFiles
        let contentCheck: ValidationRequest.ContentCheck
        let named: Set<String>
    }

    let context: Context
    let suite: DiscoveredSuite
    let suiteNumber: UInt32
    let release: ReleaseFile
    /// What live's Release file of the same suite says.
    let liveRelease: ReleaseFile?
    let isArchived: Bool

    private(set) var notCarried: [String] = []
    /// Whether a file differs from live's, or is there in one tree only, apart from what was read and found sound.
    private(set) var differsFromLive = false
    private(set) var packageCount = 0
    private(set) var sourceCount = 0
    /// Inodes of the forms that have the bytes which Release lists, for their copies below by-hash.
    private var soundForms: [UInt64: ReleaseEntry] = [:]

    init(
        _ context: Context, _ suite: DiscoveredSuite, suiteNumber: UInt32, release: ReleaseFile,
        liveRelease: ReleaseFile?, isArchived: Bool
    ) {
        self.context = context
        self.suite = suite
        self.suiteNumber = suiteNumber
        self.release = release
        self.liveRelease = liveRelease
        self.isArchived = isArchived
    }

    mutating func run(_ ledger: inout Ledger) {
        let groups = IndexGroup.all(of: release).map { LocatedGroup($0, in: suite, release, context.tree) }
        judgeAbsent(groups, &ledger)
        for group in groups {
            checkForms(of: group, &ledger)
            compareWithLive(group)
        }
        let byHash = ByHashCheck(
            tree: context.tree, verified: context.verified, suite: suite, release: release, soundForms: soundForms)
        byHash.run(groups, &ledger)
    }

    private mutating func judgeAbsent(_ groups: [LocatedGroup], _ ledger: inout Ledger) {
        let judgement = AbsentIndexes(
            tree: context.tree, live: context.live, named: context.named, suite: suite, release: release,
            isArchived: isArchived, groups: groups)
        let result = judgement.run()
        notCarried = result.notCarried
        ledger.log.add(result.findings)
    }

    private mutating func checkForms(of located: LocatedGroup, _ ledger: inout Ledger) {
        var forms = FormsRead()
        for (form, place) in zip(located.group.forms, located.places) {
            let path = located.path(of: form)
            switch place {
            case .absent: continue
            case .faulty(let fault):
                ledger.log.add(
                    ContentFault.file(fault).finding(path: path, suites: [suite.name], notAFile: .indexNotAFile))
            case .plain(let status):
                check(located.group, form, path, status, &forms, &ledger)
            case .byHash(let digestPath, let status):
                check(located.group, form, digestPath, status, &forms, &ledger)
            }
        }
        ledger.log.add(forms.corruptFindings())
    }

    private mutating func check(
        _ group: IndexGroup, _ form: IndexGroup.Form, _ path: String, _ status: FileStatus, _ forms: inout FormsRead,
        _ ledger: inout Ledger
    ) {
        ledger.statistics.indexCount += 1
        ledger.log.add(weaknessFindings(form, path, status))
        let compression = form.name.compression
        let isRead = group.name.kind.hasRecords && !forms.isParsed && compression.isRead
        if !isRead, isKnownSound(group, form, path, status) {
            soundForms[status.inode] = form.entry
            if compression.isRead { forms.sound.append(compression) }
            return
        }
        let check = IndexFormCheck(
            tree: context.tree, suite: suite.name, form: form, bare: group.bare, path: path, status: status)
        let outcome = isRead ? parse(check, &ledger) : Self.read(check)
        switch outcome {
        case .sound(let identity):
            forms.isParsed = forms.isParsed || isRead
            if compression.isRead { forms.sound.append(compression) }
            soundForms[status.inode] = form.entry
            if let digest = form.entry.rememberedDigest {
                ledger.newlyVerified.append(VerifiedFile(identity: identity, digest: digest))
            }
        case .corrupt(let fault, let finding):
            forms.corrupt.append(.init(compression: compression, fault: fault, finding: finding))
            // Known to its copy below by-hash, and not remembered: it is to be unpacked again, and found corrupt, each day.
            soundForms[status.inode] = form.entry
        case .faulty(let findings, let hasWrongBytes):
            ledger.log.add(findings)
            if hasWrongBytes { ledger.filesToTakeOut.append(path) }
        }
    }

    /// A file of megabytes that is only hashed and unpacked need not be read again on each day.
    private func isKnownSound(
        _ group: IndexGroup, _ form: IndexGroup.Form, _ path: String, _ status: FileStatus
    ) -> Bool {
        guard context.contentCheck == .unverified, path == "\(suite.directory)/\(form.entry.path)" else { return false }
        let unchanged = UnchangedForms(
            tree: context.tree, live: context.live, liveRelease: liveRelease, verified: context.verified)
        return unchanged.contains(form, bare: group.bare, path, status)
    }

    private static func read(_ check: IndexFormCheck) -> IndexFormCheck.Outcome {
        var reader = check.reader
        return check.run(&reader) { _ in }
    }

    private mutating func parse(_ check: IndexFormCheck, _ ledger: inout Ledger) -> IndexFormCheck.Outcome {
        var reader = check.reader
        let mark = ledger.wanted.mark
        let intake = RecordIntake(
            indexPath: check.path, suite: suite.name, suiteNumber: suiteNumber,
            indexNumber: UInt32(ledger.indexPaths.count), isArchived: isArchived)
        let isSources = check.form.name.kind == .sources
        var parsing = IndexParsing(intake, isSources: isSources)
        let outcome = check.run(&reader) { parsing.feed($0, &ledger.wanted) }
        guard case .sound = outcome else {
            ledger.wanted.forget(after: mark)
            return outcome
        }
        parsing.finish(&ledger.wanted)
        ledger.indexPaths.append(check.path)
        ledger.log.merge(parsing.intake.log)
        if let fault = parsing.fault {
            ledger.log.add(
                Finding(.error, .indexMalformed, path: check.path, suites: [suite.name], found: fault.phrase))
        }
        count(parsing.intake.recordCount, isSources: isSources, &ledger)
        return outcome
    }

    private mutating func count(_ recordCount: Int, isSources: Bool, _ ledger: inout Ledger) {
        if isSources {
            sourceCount += recordCount
            ledger.statistics.sourceCount += recordCount
        } else {
            packageCount += recordCount
            ledger.statistics.packageCount += recordCount
        }
    }

    private func weaknessFindings(_ form: IndexGroup.Form, _ path: String, _ status: FileStatus) -> [Finding] {
        var findings: [Finding] = []
        if status.permissions & 0o004 == 0 {
            findings.append(
                Finding(
                    .error, .fileNotWorldReadable, path: path, suites: [suite.name],
                    found: "mode \(String(status.permissions, radix: 8))"))
        }
        if form.entry.strongestDigest == nil, release.hasStrongSection {
            findings.append(
                Finding(
                    isArchived ? .warning : .error, .releaseHashesWeak, path: path, suites: [suite.name],
                    expected: "SHA256 or SHA512", aptSays: AptPhrases.insufficientHashes))
        }
        return findings
    }

    /// Bytes that are what Release lists are as good as live's, whose signed text is the same.
    private mutating func compareWithLive(_ located: LocatedGroup) {
        guard let live = context.live, !differsFromLive else { return }
        for (form, place) in zip(located.group.forms, located.places) {
            let liveStatus = try? live.status(located.path(of: form))
            switch (place, liveStatus) {
            case (.plain(let status), let liveStatus?):
                let isSound = soundForms[status.inode] == form.entry && liveStatus.byteCount == status.byteCount
                if status.inode != liveStatus.inode && !isSound { differsFromLive = true }
            case (.absent, nil): break
            default: differsFromLive = true
            }
        }
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

extension IndexName.Kind {
    /// Whether its stanzas name files.
    var hasRecords: Bool {
        switch self {
        case .packages, .sources: true
        default: false
        }
    }
}
