package import Deb822

/// What a stanza of Sources says of one source package.
package struct SourceRecord: Sendable, Hashable {
    package let package: String
    package let version: String
    /// Relative to the URI of the sources.list line, `./` and `.` removed; empty in a flat archive. Not checked.
    package let directory: String
    /// The union of all lists by name, in the order of the strongest.
    package private(set) var files: [SourceFile] = []
    package private(set) var faults: [SourceFault] = []
    /// Where the stanza begins, in lines from 1.
    package let line: Int
    private var indexOfName: [String: Int] = [:]

    init(_ stanza: borrowing StanzaView) {
        func text(_ name: StaticString) -> String {
            stanza.value(of: name).map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        package = text("package")
        version = text("version")
        directory = Self.normalized(text("directory"))
        line = stanza.line
        for algorithm in HashAlgorithm.allCases.reversed() {
            readList(algorithm, of: stanza)
        }
        indexOfName = [:]
    }

    /// Where `file` lies, from the same place as `directory`.
    package func path(of file: SourceFile) -> String {
        directory.isEmpty ? file.name : "\(directory)/\(file.name)"
    }

    private static func normalized(_ directory: String) -> String {
        var rest = directory[...]
        while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
        while rest.hasSuffix("/") && rest.count > 1 { rest = rest.dropLast() }
        return rest == "." ? "" : String(rest)
    }

    private mutating func readList(_ algorithm: HashAlgorithm, of stanza: borrowing StanzaView) {
        let name = algorithm.sourcesFieldName.lowercased()
        for index in (0..<stanza.fieldCount).reversed()
        where String(decoding: stanza.name(at: index), as: UTF8.self).lowercased() == name {
            var lines: [(Slice<UnsafeRawBufferPointer>, Int)] = []
            stanza.forEachLine(at: index) { line, number in
                if !line.isEmpty { lines.append((line[...], number)) }
            }
            for (line, number) in lines { take(line, algorithm, number) }
            return
        }
    }

    private mutating func take(_ text: Slice<UnsafeRawBufferPointer>, _ algorithm: HashAlgorithm, _ line: Int) {
        let words = text.split(whereSeparator: isBlank)
        guard words.count == 3, let byteCount = decimal(words[1]) else {
            faults.append(.brokenLine(field: algorithm.sourcesFieldName, line: line))
            return
        }
        let name = String(decoding: words[2], as: UTF8.self)
        guard Self.isSafe(name) else {
            faults.append(.unsafeName(name: name, line: line))
            return
        }
        let index = indexOfFile(name) ?? add(name, byteCount, line)
        if files[index].byteCount != byteCount { faults.append(.differentSizes(name: name, line: line)) }
        add(algorithm, UnsafeRawBufferPointer(rebasing: words[0]), toFileAt: index, line)
    }

    private mutating func add(
        _ algorithm: HashAlgorithm, _ hex: UnsafeRawBufferPointer, toFileAt index: Int, _ line: Int
    ) {
        let name = files[index].name
        guard let digest = Digest(algorithm, hex: hex) else {
            faults.append(.malformedDigest(name: name, algorithm: algorithm, line: line))
            return
        }
        if hex.contains(where: { 0x41...0x46 ~= $0 }) {
            faults.append(.uppercaseDigest(name: name, algorithm: algorithm, line: line))
        }
        guard let known = files[index].digest(algorithm) else {
            files[index].digests.append(digest)
            return
        }
        if known != digest { faults.append(.differentDigests(name: name, algorithm: algorithm, line: line)) }
    }

    /// Sources have few files, and then a search is faster; of a list that was made to be long, each search would take as long
    /// as the list.
    private mutating func indexOfFile(_ name: String) -> Int? {
        if files.count <= 16 { return files.firstIndex { $0.name == name } }
        for index in indexOfName.count..<files.count { indexOfName[files[index].name] = index }
        return indexOfName[name]
    }

    private mutating func add(_ name: String, _ byteCount: Int64, _ line: Int) -> Int {
        files.append(SourceFile(name: name, byteCount: byteCount, digests: [], line: line))
        return files.count - 1
    }

    private static func isSafe(_ name: String) -> Bool {
        guard !name.utf8.contains(0x2F) else { return false }
        return (try? ArchivePath.checked(name)) != nil
    }
}

/// Reads Sources from a stream.
package struct SourceRecordScanner: ~Copyable {
    private var stanzas: StanzaScanner

    package init(limits: Deb822Limits = .index) {
        stanzas = StanzaScanner(limits: limits)
    }

    /// Takes the next bytes and hands on each record that they complete.
    ///
    /// - Throws: `Deb822Error`.
    package mutating func feed(
        _ chunk: UnsafeRawBufferPointer, _ body: (SourceRecord) -> Void
    ) throws(Deb822Error) {
        try stanzas.feed(chunk) { body(SourceRecord($0)) }
    }

    /// - Throws: `Deb822Error`.
    package mutating func finish(_ body: (SourceRecord) -> Void) throws(Deb822Error) {
        try stanzas.finish { body(SourceRecord($0)) }
    }
}
