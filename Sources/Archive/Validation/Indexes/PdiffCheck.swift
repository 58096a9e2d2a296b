import ArchiveModel
import Deb822
import Posix

/// Checks the Index of patches and the patches that it names. apt does without them wherever something is amiss, so that the
/// whole index is fetched each time: warnings at most.
struct PdiffCheck {
    /// dak keeps 56 patches, whose Index has some 60 kB.
    static let byteLimit = 4 << 20

    let files: SideFileCheck
    let suite: DiscoveredSuite
    let release: ReleaseFile

    /// - Parameter entry: of an Index whose bytes are those that Release lists.
    func run(_ entry: ReleaseEntry, _ ledger: inout Ledger) {
        let path = "\(suite.directory)/\(entry.path)"
        guard let bytes = try? files.tree.read(path, limit: Self.byteLimit) else {
            return add(.pdiffUnusable, path, found: "a file that cannot be read whole", &ledger)
        }
        do throws(Deb822Error) {
            let index = try PdiffIndex(bytes)
            let directory = splitPath(path).directory
            for patch in index.downloads { ledger.refer(to: "\(directory)/\(patch.name)") }
            judge(index, path, target: String(entry.path.dropLast(".diff/Index".utf8.count)), &ledger)
        } catch {
            add(.pdiffUnusable, path, found: error.phrase, &ledger)
        }
    }

    private func judge(_ index: PdiffIndex, _ path: String, target: String, _ ledger: inout Ledger) {
        if let fault = index.faults.first {
            let count = index.faults.count
            add(.pdiffUnusable, path, found: fault.phrase + (count > 1 ? ", and \(count - 1) more" : ""), &ledger)
        }
        guard let current = index.current else { return }
        guard let wanted = release[target], leads(to: wanted, current) else {
            return add(
                .pdiffUnusable, path, expected: release[target]?.strongestDigest?.description ?? "\(target) in Release",
                found: current.strongestDigest?.description ?? "no strong digest", &ledger)
        }
        let directory = splitPath(path).directory
        for patch in index.downloads { check(patch, "\(directory)/\(patch.name)", &ledger) }
    }

    /// apt compares every hash that both have, and wants a strong one.
    private func leads(to wanted: ReleaseEntry, _ current: PdiffFile) -> Bool {
        guard wanted.byteCount == current.byteCount, let strongest = current.strongestDigest else { return false }
        return wanted.digest(strongest.algorithm) != nil
            && current.digests.allSatisfy { wanted.digest($0.algorithm) ?? $0 == $0 }
    }

    private func check(_ patch: PdiffFile, _ path: String, _ ledger: inout Ledger) {
        switch files.run(path, byteCount: patch.byteCount, patch.digests, &ledger) {
        case .sound: break
        case .missing: add(.pdiffPatchMissing, path, &ledger)
        case .wrong(let expected, let found): add(.pdiffPatchWrong, path, expected: expected, found: found, &ledger)
        case .faulty(let finding): ledger.log.add(finding)
        }
    }

    private func add(
        _ code: FindingCode, _ path: String, expected: String? = nil, found: String? = nil, _ ledger: inout Ledger
    ) {
        ledger.log.add(
            Finding(.warning, code, path: path, suites: [suite.name], expected: expected, found: found))
    }
}

extension PdiffFault {
    fileprivate var phrase: String {
        switch self {
        case .noCurrent: "no digest of the newest state"
        case .brokenLine(let field, let line): "a broken line in \(field) (line \(line))"
        case .unsafeName(let name, let line): "the name \(name.prefix(100)) (line \(line))"
        case .malformedDigest(let name, let algorithm, let line):
            "no \(algorithm.releaseFieldName) digest for \(name.prefix(100)) (line \(line))"
        case .differentSizes(let name, let line):
            "two sizes of \(name.isEmpty ? "the newest state" : "\(name.prefix(100))") (line \(line))"
        case .differentDigests(let name, let algorithm, let line):
            "two \(algorithm.releaseFieldName) digests of \(name.prefix(100)) (line \(line))"
        case .incompletePatch(let name, let line): "\(name.prefix(100)) without its patch (line \(line))"
        case .unusedPatch(let name, let line): "\(name.prefix(100)), which no state leads to (line \(line))"
        }
    }
}
