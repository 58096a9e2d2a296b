import ArchiveModel
import Posix

/// Checks the copies of indexes below by-hash: those of Release by their presence, all of them by their names.
///
/// A corrupt one keeps apt from trying the plain path, whatever generation it belongs to.
struct ByHashCheck {
    let tree: ArchiveTree
    let verified: any VerifiedFiles
    let selection: Selection
    let suite: DiscoveredSuite
    let release: ReleaseFile
    /// Inodes of what was read and found to be what Release lists.
    let soundForms: [UInt64: ReleaseEntry]

    func run(_ groups: [LocatedGroup], _ ledger: inout Ledger) {
        let unasked = unaskedDigests(groups)
        if release.acquireByHash {
            for group in groups { noteAbsent(group, &ledger) }
        }
        let directories = Set(
            groups.flatMap(\.group.forms).map { splitPath("\(suite.directory)/\($0.entry.path)").directory })
        for directory in directories.sorted() { check(directory, unasked, &ledger) }
    }

    /// apt asks for the strongest hash alone.
    private func noteAbsent(_ group: LocatedGroup, _ ledger: inout Ledger) {
        for (form, place) in zip(group.group.forms, group.places) {
            guard case .plain(let status) = place, let digest = form.entry.strongestDigest else { continue }
            let path = ByHash.path(for: group.path(of: form), digest)
            if (try? tree.status(path)) == .some(.none), selection.leftOut(path) == nil {
                if soundForms[status.inode]?.digest(digest.algorithm) == digest {
                    ledger.byHashCopies.append(ByHashCopy(path: path, of: group.path(of: form)))
                }
                ledger.log.add(
                    Finding(
                        .warning, .byHashMissing, path: path, suites: [suite.name],
                        expected: "a copy of \(form.entry.path)", aptSays: AptPhrases.notFound))
            }
        }
    }

    /// Of what apt does not ask for in this generation, and of nothing else in it.
    private func unaskedDigests(_ groups: [LocatedGroup]) -> Set<Digest> {
        var (asked, unasked): (Set<Digest>, Set<Digest>) = ([], [])
        for group in groups.map(\.group) {
            let digests = group.forms.flatMap(\.entry.digests)
            switch IndexImportance(group.name, in: release) {
            case .required, .optional: asked.formUnion(digests)
            case .booted, .unasked: unasked.formUnion(digests)
            }
        }
        return unasked.subtracting(asked)
    }

    private func check(_ directory: String, _ unasked: Set<Digest>, _ ledger: inout Ledger) {
        for algorithm in HashAlgorithm.allCases {
            let byHash = "\(directory)/by-hash/\(algorithm.byHashDirectoryName)"
            guard let names = try? directoryNames(byHash, below: tree) else { continue }
            for name in names {
                guard let digest = Digest(algorithm, hex: name) else { continue }
                check("\(byHash)/\(name)", digest, unasked.contains(digest) ? .warning : .error, &ledger)
            }
        }
    }

    private func check(_ path: String, _ digest: Digest, _ severity: Severity, _ ledger: inout Ledger) {
        do throws(SystemCallError) {
            // A dangling symlink is reported with the others.
            guard let status = try poolFileStatus(path, at: tree.root.number) else { return }
            guard status.kind == .regular else {
                let fault = FileFault.notRegular(status.kind)
                return ledger.log.add(
                    ContentFault.file(fault).finding(path: path, suites: [suite.name], notAFile: .byHashWrong))
            }
            if soundForms[status.identity.inode]?.digest(digest.algorithm) == digest { return }
            if verified.digest(of: status.identity) == digest { return }
        } catch {
            return ledger.log.add(
                ContentFault.file(.unreadable(error)).finding(
                    path: path, suites: [suite.name], notAFile: .byHashWrong))
        }
        read(path, digest, severity, &ledger)
    }

    private func read(_ path: String, _ expected: Digest, _ severity: Severity, _ ledger: inout Ledger) {
        do throws(ContentFault) {
            let file = try PoolFileContent(of: path, [expected.algorithm], in: tree)
            ledger.statistics.readFileCount += 1
            ledger.statistics.readByteCount += file.identity.byteCount
            guard let wrong = file.firstWrong(of: [expected]) else {
                return ledger.newlyVerified.append(VerifiedFile(identity: file.identity, digest: expected))
            }
            ledger.log.add(
                Finding(
                    severity, .byHashWrong, path: path, suites: [suite.name], expected: expected.description,
                    found: wrong.found.description, aptSays: AptPhrases.hashSumMismatch))
            ledger.filesToTakeOut.append(path)
        } catch {
            ledger.log.add(error.finding(path: path, suites: [suite.name], notAFile: .byHashWrong))
        }
    }
}
