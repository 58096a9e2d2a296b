import ArchiveModel
import Posix

/// Checks some of the pool files that indexes name: the part that several threads do side by side.
struct PoolRangeCheck {
    /// What all parts share.
    struct Scope: Sendable {
        let tree: ArchiveTree
        let verified: any VerifiedFiles
        let contentCheck: ValidationRequest.ContentCheck
        /// Names by number, as in `WantedFiles.sets`.
        let suiteNames: [String]
        let interruption: Interruption?
        /// Empty, with the waivers that are in force.
        let log: FindingLog
    }

    struct Outcome: Sendable {
        /// One for each file of the range; `unchecked` for what was left when it was interrupted.
        var states: [WantedFiles.State] = []
        var log: FindingLog
        var newlyReadCount = 0
        var readByteCount: Int64 = 0
        var newlyVerified: [VerifiedFile] = []
        var filesToTakeOut: [String] = []
    }

    private let scope: Scope
    private let wanted: WantedFiles
    private var outcome: Outcome

    init(_ scope: Scope, _ wanted: WantedFiles) {
        self.scope = scope
        self.wanted = wanted
        outcome = Outcome(log: scope.log)
    }

    consuming func run(_ range: Range<Int>) -> Outcome {
        outcome.states.reserveCapacity(range.count)
        for index in range {
            let isStopped = scope.interruption?.signal != nil
            outcome.states.append(isStopped ? .unchecked : check(wanted.entries[index]))
        }
        return outcome
    }

    private mutating func check(_ entry: WantedFiles.Entry) -> WantedFiles.State {
        do throws(SystemCallError) {
            guard let status = try wanted.status(of: entry, in: scope.tree) else { return .missing }
            return judge(entry, status)
        } catch {
            let fault = ContentFault.file(.unreadable(error))
            add(fault.finding(path: "", suites: [], notAFile: .poolFileNotAFile), of: entry)
            return .wrong
        }
    }

    private mutating func judge(
        _ entry: WantedFiles.Entry, _ status: PoolFileStatus
    ) -> WantedFiles.State {
        guard status.kind == .regular else {
            let fault = ContentFault.file(.notRegular(status.kind))
            add(fault.finding(path: "", suites: [], notAFile: .poolFileNotAFile), of: entry)
            return .wrong
        }
        if !status.isWorldReadable { add(Finding(.error, .fileNotWorldReadable, path: ""), of: entry) }
        // Which of two sizes is right, the content tells.
        if entry.isContested { return .present }
        guard status.identity.byteCount == entry.byteCount else {
            addWrongSize(status.identity.byteCount, entry)
            return .wrong
        }
        return isRead(entry, status) ? read(entry) : .present
    }

    private func isRead(_ entry: WantedFiles.Entry, _ status: PoolFileStatus) -> Bool {
        switch scope.contentCheck {
        case .none: false
        case .unverified: scope.verified.digest(of: status.identity) != wanted.digest(of: entry)
        case .all: true
        }
    }

    private mutating func read(_ entry: WantedFiles.Entry) -> WantedFiles.State {
        let path = wanted.path(of: entry)
        let expected = wanted.content(of: entry).digests
        do throws(ContentFault) {
            let file = try PoolFileContent(
                of: path, expected.map(\.algorithm), in: scope.tree,
                isCancelled: { [interruption = scope.interruption] in interruption?.signal != nil })
            outcome.newlyReadCount += 1
            outcome.readByteCount += file.identity.byteCount
            guard let wrong = file.firstWrong(of: expected) else {
                outcome.newlyVerified.append(VerifiedFile(identity: file.identity, digest: wanted.digest(of: entry)))
                return .present
            }
            addWrongHash(wrong.found, expected: wrong.expected, entry)
            // Where only another digest differs, the index is wrong, and the same bytes would come again.
            if wrong.expected == wanted.digest(of: entry) { outcome.filesToTakeOut.append(path) }
        } catch {
            add(error.finding(path: path, suites: [], notAFile: .poolFileNotAFile), of: entry)
        }
        return .wrong
    }

    private mutating func addWrongSize(_ byteCount: Int64, _ entry: WantedFiles.Entry) {
        let finding = Finding(
            .error, .poolFileSizeWrong, path: "", expected: "\(entry.byteCount) bytes", found: "\(byteCount) bytes",
            aptSays: AptPhrases.unexpectedSize(found: byteCount, expected: entry.byteCount))
        add(finding, of: entry)
    }

    private mutating func addWrongHash(
        _ digest: Digest, expected: Digest, _ entry: WantedFiles.Entry
    ) {
        let finding = Finding(
            .error, .poolFileHashWrong, path: "", expected: expected.description, found: digest.description,
            aptSays: AptPhrases.hashSumMismatch)
        add(finding, of: entry)
    }

    private mutating func add(_ finding: Finding, of entry: WantedFiles.Entry) {
        var complete = finding
        complete.path = wanted.path(of: entry)
        complete.suites = wanted.suiteNames(of: entry, scope.suiteNames)
        outcome.log.add(complete)
    }
}

extension WantedFiles {
    func status(of entry: Entry, in tree: ArchiveTree) throws(SystemCallError) -> PoolFileStatus? {
        var failure: SystemCallError?
        let status = withPath(of: entry) { path -> PoolFileStatus? in
            do throws(SystemCallError) { return try poolFileStatus(path, at: tree.root.number) } catch {
                failure = error
                return nil
            }
        }
        if let failure { throw failure }
        return status
    }

    func suiteNames(of entry: Entry, _ names: [String]) -> [String] {
        sets[entry.suites].compactMap { Int($0) < names.count ? names[Int($0)] : nil }
    }
}
