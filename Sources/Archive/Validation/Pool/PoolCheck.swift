import ArchiveModel
import Posix

/// What was read since it was last handed over: reading a new archive takes hours, and a kill shall not cost all of them.
private struct VerifiedBatch {
    /// Bytes. A disk reads them in half a minute or so.
    static let size: Int64 = 8 << 30

    var start: Int
    var readByteCount: Int64

    mutating func handOver(_ ledger: borrowing Ledger, to observer: ValidationObserver) {
        observer.verified(Array(ledger.newlyVerified[start...]))
        start = ledger.newlyVerified.count
        readByteCount = ledger.statistics.readByteCount
    }
}

/// Checks each pool file that indexes name: that it is there, its size, and what it holds when it is new.
struct PoolCheck {
    let tree: ArchiveTree
    let verified: any VerifiedFiles
    let contentCheck: ValidationRequest.ContentCheck
    /// Names by number, as in `WantedFiles.sets`.
    let suiteNames: [String]
    let observer: ValidationObserver

    /// Entries that are not there are left in the state `missing`. Ends early when it is interrupted.
    func run(_ ledger: inout Ledger) {
        var batch = VerifiedBatch(start: ledger.newlyVerified.count, readByteCount: ledger.statistics.readByteCount)
        defer { if observer.isStopped { batch.handOver(ledger, to: observer) } }
        for index in ledger.wanted.entries.indices {
            if observer.isStopped { return }
            if ledger.statistics.readByteCount - batch.readByteCount >= VerifiedBatch.size {
                batch.handOver(ledger, to: observer)
            }
            let readFileCount = ledger.statistics.readFileCount
            check(index, &ledger)
            if index % 1000 == 999 || ledger.statistics.readFileCount > readFileCount { report(index + 1, ledger) }
        }
        ledger.statistics.poolFileCount = ledger.wanted.entries.count
        ledger.statistics.poolByteCount = ledger.wanted.entries.reduce(0) { $0 &+ $1.byteCount }
    }

    private func report(_ checkedFileCount: Int, _ ledger: borrowing Ledger) {
        observer.progress(
            ValidationProgress(
                checkedFileCount: checkedFileCount, fileCount: ledger.wanted.entries.count,
                readByteCount: ledger.statistics.readByteCount))
    }

    private func check(_ index: Int, _ ledger: inout Ledger) {
        let entry = ledger.wanted.entries[index]
        do throws(SystemCallError) {
            let status = try ledger.wanted.status(of: entry, in: tree)
            guard let status else { return ledger.wanted.set(.missing, at: index) }
            let state = judge(entry, status, &ledger)
            ledger.wanted.set(state, at: index)
        } catch {
            let fault = ContentFault.file(.unreadable(error))
            add(fault.finding(path: "", suites: [], notAFile: .poolFileNotAFile), of: entry, &ledger)
            ledger.wanted.set(.wrong, at: index)
        }
    }

    private func judge(
        _ entry: WantedFiles.Entry, _ status: PoolFileStatus, _ ledger: inout Ledger
    ) -> WantedFiles.State {
        guard status.kind == .regular else {
            let fault = ContentFault.file(.notRegular(status.kind))
            add(fault.finding(path: "", suites: [], notAFile: .poolFileNotAFile), of: entry, &ledger)
            return .wrong
        }
        if !status.isWorldReadable { add(Finding(.error, .fileNotWorldReadable, path: ""), of: entry, &ledger) }
        // Which of two sizes is right, the content tells.
        if entry.isContested { return .present }
        guard status.identity.byteCount == entry.byteCount else {
            addWrongSize(status.identity.byteCount, entry, &ledger)
            return .wrong
        }
        return isRead(entry, status) ? read(entry, &ledger) : .present
    }

    private func isRead(_ entry: WantedFiles.Entry, _ status: PoolFileStatus) -> Bool {
        switch contentCheck {
        case .none: false
        case .unverified: verified.digest(of: status.identity) != entry.digest
        case .all: true
        }
    }

    private func read(_ entry: WantedFiles.Entry, _ ledger: inout Ledger) -> WantedFiles.State {
        let path = ledger.wanted.path(of: entry)
        let expected = ledger.wanted.content(of: entry).digests
        do throws(ContentFault) {
            let file = try PoolFileContent(
                of: path, expected.map(\.algorithm), in: tree, isCancelled: { observer.isStopped })
            ledger.statistics.readFileCount += 1
            ledger.statistics.readByteCount += file.identity.byteCount
            guard let wrong = file.firstWrong(of: expected) else {
                ledger.newlyVerified.append(VerifiedFile(identity: file.identity, digest: entry.digest))
                return .present
            }
            addWrongHash(wrong.found, expected: wrong.expected, entry, &ledger)
            // Where only another digest differs, the index is wrong, and the same bytes would come again.
            if wrong.expected == entry.digest { ledger.filesToTakeOut.append(path) }
        } catch {
            add(error.finding(path: path, suites: [], notAFile: .poolFileNotAFile), of: entry, &ledger)
        }
        return .wrong
    }

    private func addWrongSize(_ byteCount: Int64, _ entry: WantedFiles.Entry, _ ledger: inout Ledger) {
        let finding = Finding(
            .error, .poolFileSizeWrong, path: "", expected: "\(entry.byteCount) bytes", found: "\(byteCount) bytes",
            aptSays: AptPhrases.unexpectedSize(found: byteCount, expected: entry.byteCount))
        add(finding, of: entry, &ledger)
    }

    private func addWrongHash(
        _ digest: Digest, expected: Digest, _ entry: WantedFiles.Entry, _ ledger: inout Ledger
    ) {
        let finding = Finding(
            .error, .poolFileHashWrong, path: "", expected: expected.description, found: digest.description,
            aptSays: AptPhrases.hashSumMismatch)
        add(finding, of: entry, &ledger)
    }

    private func add(_ finding: Finding, of entry: WantedFiles.Entry, _ ledger: inout Ledger) {
        var complete = finding
        complete.path = ledger.wanted.path(of: entry)
        complete.suites = ledger.wanted.suiteNames(of: entry, suiteNames)
        ledger.log.add(complete)
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
