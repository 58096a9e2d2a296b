package import Deb822

/// What `Packages.diff/Index` says: which patches lead from older states of an index to the one that Release lists.
///
/// apt takes the whole index wherever it cannot use the patches, so that no fault here fails an update. Source:
/// `pkgAcqDiffIndex::ParseDiffIndex`, apt-pkg/acquire-item.cc.
package struct PdiffIndex: Sendable {
    /// The newest state, which has no name; nil where no `…-Current` field gives a digest and a size.
    package private(set) var current: PdiffFile?
    /// What each patch is to be applied to, under the patch's name; the oldest first.
    package var history: [PdiffFile] { lists[.history]?.files ?? [] }
    /// The patches, unpacked.
    package var patches: [PdiffFile] { lists[.patches]?.files ?? [] }
    /// The patches as they are stored beside Index, named as they are there: with `.gz`.
    package var downloads: [PdiffFile] { lists[.downloads]?.files ?? [] }
    /// `X-Patch-Precedence: merged`: each patch leads to the newest state at once, and its name tells from where.
    package let isMerged: Bool
    package private(set) var faults: [PdiffFault] = []
    private var lists: [PdiffList: PdiffFiles] = [:]

    /// Reads the first stanza, as apt does. `X-Unmerged-…`, what a merging archive made before it merged, is not read: nor
    /// does apt.
    ///
    /// - Throws: `Deb822Error`.
    package init(_ bytes: [UInt8]) throws(Deb822Error) {
        let stanza = try Deb822Parser.parseFirst(bytes, limits: .pdiffIndex).stanza ?? Stanza()
        isMerged = stanza["X-Patch-Precedence"]?.value == "merged"
        for algorithm in HashAlgorithm.allCases.reversed() {
            if let field = stanza["\(algorithm.pdiffName)-Current"] { takeCurrent(algorithm, field) }
            for list in PdiffList.allCases {
                if let field = stanza["\(algorithm.pdiffName)-\(list.rawValue)"] { take(list, algorithm, field) }
            }
        }
        if current == nil { faults.append(.noCurrent) }
        findGaps()
    }

    private mutating func takeCurrent(_ algorithm: HashAlgorithm, _ field: Field) {
        let words = field.lines.flatMap { $0.bytes.split(whereSeparator: isBlank) }
        guard words.count >= 2, let byteCount = decimal(words[1]),
            let digest = words[0].withUnsafeBytes({ Digest(algorithm, hex: $0) })
        else { return faults.append(.brokenLine(field: field.name, line: field.line)) }
        guard let known = current else {
            current = PdiffFile(name: "", byteCount: byteCount, digests: [digest], line: field.line)
            return
        }
        if known.byteCount == byteCount {
            current?.digests.append(digest)
        } else {
            faults.append(.differentSizes(name: "", line: field.line))
        }
    }

    private mutating func take(_ list: PdiffList, _ algorithm: HashAlgorithm, _ field: Field) {
        var files = lists.removeValue(forKey: list) ?? PdiffFiles()
        for line in field.lines where !line.bytes.isEmpty {
            if let fault = files.take(line, list, algorithm, field.name) { faults.append(fault) }
        }
        lists[list] = files
    }

    /// apt needs for each patch what it is applied to, its own digest, and that of the stored file.
    private mutating func findGaps() {
        for file in history {
            let isComplete = lists[.patches]?[file.name] != nil && lists[.downloads]?["\(file.name).gz"] != nil
            if !isComplete { faults.append(.incompletePatch(name: file.name, line: file.line)) }
        }
        for file in downloads
        where !file.name.hasSuffix(".gz") || lists[.history]?[String(file.name.dropLast(3))] == nil {
            faults.append(.unusedPatch(name: file.name, line: file.line))
        }
    }
}

/// A list of Index, by the end of its fields' names.
private enum PdiffList: String, CaseIterable {
    case history = "History"
    case patches = "Patches"
    case downloads = "Download"
}

/// One list, joined from the fields of all algorithms by the names in it.
private struct PdiffFiles: Sendable {
    private(set) var files: [PdiffFile] = []
    private var indexOfName: [String: Int] = [:]

    subscript(name: String) -> PdiffFile? { indexOfName[name].map { files[$0] } }

    /// The fault of a line that was not taken.
    mutating func take(_ line: Field.Line, _ list: PdiffList, _ algorithm: HashAlgorithm, _ field: String)
        -> PdiffFault?
    {
        let words = line.bytes.split(whereSeparator: isBlank)
        guard words.count == 3, let byteCount = decimal(words[1]) else {
            return .brokenLine(field: field, line: line.number)
        }
        let name = String(decoding: words[2], as: UTF8.self)
        guard !name.utf8.contains(UInt8(ascii: "/")), (try? ArchivePath.checked(name)) != nil else {
            return .unsafeName(name: name, line: line.number)
        }
        guard let digest = words[0].withUnsafeBytes({ Digest(algorithm, hex: $0) }) else {
            return .malformedDigest(name: name, algorithm: algorithm, line: line.number)
        }
        return add(name, byteCount, digest, line.number)
    }

    private mutating func add(_ name: String, _ byteCount: Int64, _ digest: Digest, _ line: Int) -> PdiffFault? {
        guard let index = indexOfName[name] else {
            indexOfName[name] = files.count
            files.append(PdiffFile(name: name, byteCount: byteCount, digests: [digest], line: line))
            return nil
        }
        guard files[index].byteCount == byteCount else { return .differentSizes(name: name, line: line) }
        guard let known = files[index].digest(digest.algorithm) else {
            files[index].digests.append(digest)
            return nil
        }
        return known == digest ? nil : .differentDigests(name: name, algorithm: digest.algorithm, line: line)
    }
}

extension HashAlgorithm {
    /// As the names of Index's fields begin (`HashString::SupportedHashes`, apt-pkg/contrib/hashes.cc).
    fileprivate var pdiffName: String { releaseFieldName }
}
