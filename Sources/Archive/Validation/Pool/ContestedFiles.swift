import ArchiveModel
import Digests

/// Judges pool files for which two indexes want different content: at most one of them is right.
struct ContestedFiles {
    let tree: ArchiveTree
    let suiteNames: [String]
    let selection: Selection

    func run(_ ledger: inout Ledger) {
        let conflicts = Dictionary(grouping: ledger.wanted.conflicts, by: \.entry)
        for (number, conflicts) in conflicts.sorted(by: { $0.key < $1.key }) {
            let entry = ledger.wanted.entries[number]
            let claims =
                [Claim(content: ledger.wanted.content(of: entry), index: name(entry.index, ledger))]
                + conflicts.map { Claim(content: $0.content, index: name($0.index, ledger)) }
            judge(entry, claims, &ledger)
        }
    }

    private struct Claim {
        let content: WantedContent
        let index: String

        var phrase: String {
            let digests = content.digests.map(\.description).joined(separator: " ")
            return "\(digests), \(content.byteCount) bytes (\(index))"
        }
    }

    private func judge(_ entry: WantedFiles.Entry, _ claims: [Claim], _ ledger: inout Ledger) {
        let path = ledger.wanted.path(of: entry)
        let suites = ledger.wanted.suiteNames(of: entry, suiteNames)
        let algorithms = Set(claims.flatMap(\.content.digests).map(\.algorithm)).sorted(by: >)
        let content = try? PoolFileContent(of: path, algorithms, in: tree)
        if content == nil, selection.leftOut(path) != nil { return }
        let right = content.flatMap { content in claims.first { content.holds($0.content) } }
        let found = content?.phrase ?? "no readable file"
        let expected = claims.map(\.phrase).joined(separator: " and ")
        ledger.log.add(
            Finding(
                .error, .poolFileWantedTwice, path: path, suites: suites, expected: expected,
                found: right.map { "what \($0.index) wants" } ?? found, aptSays: AptPhrases.hashSumMismatch))
        guard right == nil, let content else { return }
        // None of them: then it is wrong bytes, whoever is right, or no index is right.
        ledger.log.add(
            Finding(
                .error, .poolFileHashWrong, path: path, suites: suites, expected: expected, found: found,
                aptSays: AptPhrases.hashSumMismatch))
        let isWantedByNone = claims.allSatisfy { content.firstWrong(of: [$0.content.digest]) != nil }
        if isWantedByNone { ledger.filesToTakeOut.append(path) }
    }

    private func name(_ index: UInt32, _ ledger: Ledger) -> String {
        Int(index) < ledger.indexPaths.count ? ledger.indexPaths[Int(index)] : ""
    }
}

extension PoolFileContent {
    fileprivate var phrase: String {
        "\(digests.digests.map(\.description).joined(separator: " ")), \(identity.byteCount) bytes"
    }
}
