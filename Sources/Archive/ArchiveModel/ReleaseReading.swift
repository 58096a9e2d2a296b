import Deb822

/// What has been read of a Release file so far.
struct ReleaseReading {
    let stanza: Stanza
    private(set) var algorithms: [HashAlgorithm] = []
    private(set) var entries: [ReleaseEntry] = []
    private(set) var faults: [ReleaseFault] = []
    private var indexOfPath: [String: Int] = [:]

    init(_ text: [UInt8]) throws(ReleaseError) {
        let first: Deb822Parser.FirstStanza
        do throws(Deb822Error) {
            first = try Deb822Parser.parseFirst(text, limits: .release)
        } catch {
            throw .syntax(error)
        }
        guard let stanza = first.stanza, !Self.beginsWithEmptyStanza(text) else { throw .empty }
        self.stanza = stanza
        faults = first.duplicates.map { .duplicateField(name: $0.name, line: $0.line) }
        if let line = first.furtherStanzaLine { faults.append(.furtherStanza(line: line)) }
    }

    /// Of a file that begins with two empty lines apt takes nothing for the first stanza; one it skips.
    private static func beginsWithEmptyStanza(_ text: [UInt8]) -> Bool {
        text.prefix { $0 == 0x0A || $0 == 0x0D }.count { $0 == 0x0A } > 1
    }

    mutating func readSection(_ algorithm: HashAlgorithm) throws(ReleaseError) {
        guard let field = stanza[algorithm.releaseFieldName] else { return }
        algorithms.append(algorithm)
        for line in field.lines where !line.bytes.isEmpty {
            let words = line.bytes.split(whereSeparator: isBlank)
            guard words.count == 3, let byteCount = decimal(words[1]) else {
                throw .brokenLine(section: algorithm, line: line.number)
            }
            take(algorithm, hex: words[0], byteCount: byteCount, name: words[2], line: line.number)
        }
    }

    mutating func checkSignedBy() {
        for word in SignedByKey.words(in: stanza["Signed-By"]) where SignedByKey(word.text) == nil {
            faults.append(.malformedSignedBy(word: word.text, line: word.line))
        }
    }

    private mutating func take(
        _ algorithm: HashAlgorithm, hex: ArraySlice<UInt8>, byteCount: Int64, name: ArraySlice<UInt8>, line: Int
    ) {
        guard let path = checkedPath(name, line: line), !Self.ownNames.contains(path) else { return }
        let index = indexOfPath[path] ?? addEntry(path, byteCount: byteCount, line: line)
        if entries[index].byteCount != byteCount {
            faults.append(
                .differentSizes(path: path, first: entries[index].byteCount, second: byteCount, line: line))
        }
        guard let digest = hex.withUnsafeBytes({ Digest(algorithm, hex: $0) }) else {
            faults.append(.malformedDigest(path: path, algorithm: algorithm, line: line))
            return
        }
        if hex.contains(where: { 0x41...0x46 ~= $0 }) {
            faults.append(.uppercaseDigest(path: path, algorithm: algorithm, line: line))
        }
        add(digest, to: index, isDotted: name.starts(with: [0x2E, 0x2F]), line: line)
    }

    private mutating func add(_ digest: Digest, to index: Int, isDotted: Bool, line: Int) {
        let (path, algorithm) = (entries[index].path, digest.algorithm)
        if let known = entries[index].digest(algorithm) {
            if known != digest { faults.append(.differentDigests(path: path, algorithm: algorithm, line: line)) }
        } else {
            entries[index].digests.append(digest)
            if isDotted { entries[index].dottedAlgorithms.insert(algorithm) }
        }
        if !isDotted { entries[index].dottedAlgorithms.remove(algorithm) }
    }

    private mutating func checkedPath(_ name: ArraySlice<UInt8>, line: Int) -> String? {
        let text = String(decoding: name, as: UTF8.self)
        do throws(ArchivePath.Fault) {
            guard text.utf8.elementsEqual(name) else { throw .notUTF8 }
            return try ArchivePath.checked(text)
        } catch {
            faults.append(.unsafePath(name: text, fault: error, line: line))
            return nil
        }
    }

    private mutating func addEntry(_ path: String, byteCount: Int64, line: Int) -> Int {
        entries.append(ReleaseEntry(path: path, byteCount: byteCount, digests: [], line: line))
        indexOfPath[path] = entries.count - 1
        return entries.count - 1
    }

    /// Release is not yet complete when its own line is written (moby/moby#23396 lists it with a size of 0).
    private static let ownNames: Set<String> = ["Release", "Release.gpg", "InRelease"]
}
