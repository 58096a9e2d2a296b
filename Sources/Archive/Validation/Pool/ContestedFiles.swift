import ArchiveModel

/// Judges pool files for which two indexes want different content: at most one of them is right.
struct ContestedFiles {
    let tree: ArchiveTree
    let suiteNames: [String]

    func run(_ ledger: inout Ledger) {
        let conflicts = Dictionary(grouping: ledger.wanted.conflicts, by: \.entry)
        for (number, conflicts) in conflicts.sorted(by: { $0.key < $1.key }) {
            let entry = ledger.wanted.entries[number]
            let claims =
                [Claim(byteCount: entry.byteCount, digest: entry.digest, index: name(entry.index, ledger))]
                + conflicts.map {
                    Claim(byteCount: $0.byteCount, digest: $0.digest, index: name($0.index, ledger))
                }
            judge(entry, claims, &ledger)
        }
    }

    private struct Claim {
        let byteCount: Int64
        let digest: Digest
        let index: String

        var phrase: String { "\(digest), \(byteCount) bytes (\(index))" }
    }

    private func judge(_ entry: WantedFiles.Entry, _ claims: [Claim], _ ledger: inout Ledger) {
        let path = ledger.wanted.path(of: entry)
        let suites = ledger.wanted.suiteNames(of: entry, suiteNames)
        var contents: [HashAlgorithm: VerifiedFile] = [:]
        for algorithm in Set(claims.map(\.digest.algorithm)) {
            contents[algorithm] = try? digest(of: path, algorithm, in: tree)
        }
        let right = claims.first { claim in
            let content = contents[claim.digest.algorithm]
            return content?.digest == claim.digest && content?.identity.byteCount == claim.byteCount
        }
        let content = contents[entry.digest.algorithm]
        let found = content.map { "\($0.digest), \($0.identity.byteCount) bytes" } ?? "no readable file"
        let expected = claims.map(\.phrase).joined(separator: " and ")
        ledger.log.add(
            Finding(
                .error, .poolFileWantedTwice, path: path, suites: suites, expected: expected,
                found: right.map { "what \($0.index) wants" } ?? found, aptSays: AptPhrases.hashSumMismatch))
        guard right == nil, content != nil else { return }
        // None of them: then it is wrong bytes, whoever is right.
        ledger.log.add(
            Finding(
                .error, .poolFileHashWrong, path: path, suites: suites, expected: expected, found: found,
                aptSays: AptPhrases.hashSumMismatch))
        ledger.filesToTakeOut.append(path)
    }

    private func name(_ index: UInt32, _ ledger: Ledger) -> String {
        Int(index) < ledger.indexPaths.count ? ledger.indexPaths[Int(index)] : ""
    }
}
