import ArchiveModel

/// Takes the records of one index in: notes the files that they name, and what is wrong with them.
struct RecordIntake {
    let indexPath: String
    let suite: String
    let suiteNumber: UInt32
    /// The number of the index in `Ledger.indexPaths`.
    let indexNumber: UInt32
    /// Whether weak hashes are only a warning.
    let isArchived: Bool
    private let architecture: [UInt8]?
    private(set) var recordCount = 0
    /// Kept apart until the index turns out to be the right one.
    private(set) var log = FindingLog()

    init(indexPath: String, suite: String, suiteNumber: UInt32, indexNumber: UInt32, isArchived: Bool) {
        self.indexPath = indexPath
        self.suite = suite
        self.suiteNumber = suiteNumber
        self.indexNumber = indexNumber
        self.isArchived = isArchived
        architecture = Self.architecture(of: indexPath)
    }

    mutating func take(_ record: borrowing PackageRecord, _ wanted: inout WantedFiles) {
        recordCount += 1
        guard let package = record.package, !package.isEmpty else {
            return add(.error, .indexMalformed, "no Package", line: record.line, apt: AptPhrases.noPackageHeader)
        }
        judgeSyntax(of: record)
        if record.version?.isEmpty ?? true {
            add(.error, .packageIncomplete, "no Version of \(text(package))", line: record.line)
        }
        if let own = record.architecture, !isExpected(own) {
            add(.warning, .packageArchitectureOther, "\(text(own)), of \(text(package))", line: record.line)
        }
        guard let filename = record.filename, !filename.isEmpty else {
            return add(.error, .packageIncomplete, "no Filename", line: record.line)
        }
        guard let byteCount = record.byteCount, byteCount > 0 else {
            return add(
                .error, .packageIncomplete, record.byteCount == 0 ? "a Size of 0" : "no Size", line: record.line,
                apt: AptPhrases.noSize(of: text(filename)))
        }
        guard let path = checked(filename, line: record.line) else { return }
        guard let digest = firstDigest(of: record) else {
            return add(
                .error, .packageIncomplete, "no hash of \(path.text)", line: record.line,
                apt: AptPhrases.insufficientHashes)
        }
        if !digest.algorithm.isStrong { addWeak(path.text, line: record.line) }
        var content = WantedContent(byteCount: byteCount, digest: digest)
        for algorithm in HashAlgorithm.allCases where algorithm != digest.algorithm {
            if let further = checkedDigest(algorithm, of: record) { content.add(further) }
        }
        path.withBytes { wanted.insert($0, content, index: indexNumber, suite: suiteNumber) }
    }

    /// What breaks the whole update of a client, whatever package it wants.
    private mutating func judgeSyntax(of record: borrowing PackageRecord) {
        if let field = record.malformedRelation {
            let package = record.package.map(text) ?? ""
            let apt = field == .provides ? AptPhrases.malformedProvides(package) : AptPhrases.malformedRelation(package)
            add(.error, .indexMalformed, "\(field.rawValue) of \(package)", line: record.line, apt: apt)
        }
        guard let hex = record.descriptionDigest, !hex.isEmpty, hex.count != HashAlgorithm.md5.byteCount * 2 else {
            return
        }
        add(
            .error, .indexMalformed, "Description-md5 of \(record.package.map(text) ?? "")", line: record.line,
            apt: AptPhrases.malformedDescriptionDigest)
    }

    /// For the index as a whole: `line` is that of a section without a field.
    mutating func takeEmptySection(line: Int) {
        add(.error, .indexMalformed, "nothing but blank lines", line: line, apt: AptPhrases.noPackageHeader)
    }

    /// Whether a package of this architecture belongs into the index: also `amd64` into that of its variant `amd64v3`.
    private func isExpected(_ own: UnsafeRawBufferPointer) -> Bool {
        guard let architecture, !own.elementsEqual("all".utf8), !own.elementsEqual(architecture) else { return true }
        return own.isEmpty
            || architecture.starts(with: own) && architecture.dropFirst(own.count).first == UInt8(ascii: "v")
    }

    /// Of `main/binary-amd64/Packages`, also where that is stored below by-hash; nil where no directory tells it.
    private static func architecture(of indexPath: String) -> [UInt8]? {
        let directory = indexPath.split(separator: "/").last { $0.hasPrefix("binary-") }
        return directory.map { Array($0.utf8.dropFirst("binary-".utf8.count)) }
    }

    private func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The one that the file is to be remembered by.
    private mutating func firstDigest(of record: borrowing PackageRecord) -> Digest? {
        for algorithm in WantedContent.algorithms {
            if let digest = checkedDigest(algorithm, of: record) { return digest }
        }
        return nil
    }

    /// nil, and an error, for a field that holds no digest. An empty field is none to apt.
    private mutating func checkedDigest(_ algorithm: HashAlgorithm, of record: borrowing PackageRecord) -> Digest? {
        guard let hex = record.hexDigest(algorithm), !hex.isEmpty else { return nil }
        let digest = Digest(algorithm, hex: hex)
        if digest == nil || hasUppercaseDigit(hex) {
            let name = record.filename.map(text) ?? ""
            addMalformedDigest(of: name, algorithm.packagesFieldName, line: record.line)
        }
        return digest
    }

    private func hasUppercaseDigit(_ hex: UnsafeRawBufferPointer) -> Bool {
        // Without an early end, so that it is done for many bytes at once.
        var found = false
        for byte in hex { found = found || byte &- 0x41 < 6 }
        return found
    }

    mutating func take(_ record: SourceRecord, _ wanted: inout WantedFiles) {
        recordCount += 1
        guard !record.package.isEmpty else {
            return add(.error, .indexMalformed, "no Package", line: record.line)
        }
        for fault in record.faults { add(fault) }
        if record.files.isEmpty, record.faults.isEmpty {
            add(.error, .packageIncomplete, "no files of \(record.package)", line: record.line)
        }
        for file in record.files { take(file, of: record, &wanted) }
    }

    private mutating func take(_ file: SourceFile, of record: SourceRecord, _ wanted: inout WantedFiles) {
        var path = record.path(of: file)
        guard let content = WantedContent(byteCount: file.byteCount, file.digests) else {
            return add(.error, .packageIncomplete, "no hash of \(path)", line: file.line)
        }
        if !content.digest.algorithm.isStrong { addWeak(path, line: file.line) }
        path.withUTF8 { bytes in
            let checkedPath = checked(UnsafeRawBufferPointer(bytes), line: file.line)
            checkedPath?.withBytes { wanted.insert($0, content, index: indexNumber, suite: suiteNumber) }
        }
    }

    /// The path without what it may begin with; nil, and an error, for one that leads out of the archive.
    private mutating func checked(_ path: UnsafeRawBufferPointer, line: Int) -> CheckedPath? {
        var rest = path
        if rest.first == UInt8(ascii: "/") {
            // apt appends it to the archive's URI, where doubled slashes do no harm.
            rest = UnsafeRawBufferPointer(
                rebasing: rest[(rest.firstIndex { $0 != UInt8(ascii: "/") } ?? rest.count)...])
            add(.warning, .packagePathAbsolute, String(decoding: path, as: UTF8.self), line: line)
        }
        var isQuoted = true
        for byte in rest where byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { isQuoted = false }
        if !isQuoted {
            add(
                .warning, .packagePathUnquoted, String(decoding: path, as: UTF8.self), line: line,
                apt: AptPhrases.notFound)
        }
        do throws(ArchivePath.Fault) {
            let checkedPath = try CheckedPath(rest)
            if case .normalized = checkedPath {
                add(.note, .packagePathNotNormal, String(decoding: path, as: UTF8.self), line: line)
            }
            return checkedPath
        } catch {
            let shown = String(decoding: path.prefix(500), as: UTF8.self)
            add(.error, .packagePathUnsafe, "\(shown) (\(error.phrase))", line: line)
            return nil
        }
    }

    private mutating func addWeak(_ path: String, line: Int) {
        add(
            isArchived ? .warning : .error, .packageHashesWeak, path, line: line, apt: AptPhrases.insufficientHashes)
    }

    private mutating func addMalformedDigest(of name: String, _ field: String, line: Int) {
        add(
            .error, .packageDigestMalformed, "no digest in lower-case hexadecimal in \(field) for \(name)", line: line,
            apt: AptPhrases.hashSumMismatch)
    }

    private mutating func add(_ fault: SourceFault) {
        switch fault {
        case .brokenLine(let field, let line): add(.error, .indexMalformed, "a broken line in \(field)", line: line)
        case .unsafeName(let name, let line): add(.error, .packagePathUnsafe, name, line: line)
        case .malformedDigest(let name, let algorithm, let line), .uppercaseDigest(let name, let algorithm, let line):
            addMalformedDigest(of: name, algorithm.sourcesFieldName, line: line)
        case .differentSizes(let name, let line): add(.error, .indexMalformed, "two sizes of \(name)", line: line)
        case .differentDigests(let name, let algorithm, let line):
            add(.error, .indexMalformed, "two digests of \(name) in \(algorithm.sourcesFieldName)", line: line)
        }
    }

    private mutating func add(
        _ severity: Severity, _ code: FindingCode, _ found: String, line: Int, apt: String? = nil
    ) {
        log.add(
            Finding(
                severity, code, path: indexPath, suites: [suite], found: "\(found) (line \(line))", aptSays: apt))
    }
}

extension ArchivePath.Fault {
    var phrase: String {
        switch self {
        case .empty: "an empty path"
        case .absolute: "an absolute path"
        case .parentSegment: "a path with .."
        case .currentSegment: "a path with ."
        case .emptySegment: "an empty part of a path"
        case .controlCharacter: "a control character"
        case .backslash: "a backslash"
        case .notUTF8: "not UTF-8"
        case .tooLong: "a path that is too long"
        }
    }
}
