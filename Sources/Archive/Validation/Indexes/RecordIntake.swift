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
    private(set) var recordCount = 0
    /// Kept apart until the index turns out to be the right one.
    private(set) var log = FindingLog()

    init(indexPath: String, suite: String, suiteNumber: UInt32, indexNumber: UInt32, isArchived: Bool) {
        self.indexPath = indexPath
        self.suite = suite
        self.suiteNumber = suiteNumber
        self.indexNumber = indexNumber
        self.isArchived = isArchived
    }

    mutating func take(_ record: borrowing PackageRecord, _ wanted: inout WantedFiles) {
        recordCount += 1
        guard record.package != nil else {
            return add(.error, .indexMalformed, "no Package", line: record.line)
        }
        guard let filename = record.filename, !filename.isEmpty else {
            return add(.error, .packageIncomplete, "no Filename", line: record.line)
        }
        guard let byteCount = record.byteCount else {
            let name = String(decoding: filename, as: UTF8.self)
            return add(.error, .packageIncomplete, "no Size", line: record.line, apt: AptPhrases.noSize(of: name))
        }
        guard let path = checked(filename, line: record.line) else { return }
        let strong = record.digest(.sha256) ?? record.digest(.sha512)
        guard let digest = strong ?? record.digest(.sha1) ?? record.digest(.md5) else {
            return add(
                .error, .packageIncomplete, "no hash of \(String(decoding: path, as: UTF8.self))", line: record.line,
                apt: AptPhrases.insufficientHashes)
        }
        if strong == nil { addWeak(String(decoding: path, as: UTF8.self), line: record.line) }
        wanted.insert(path, byteCount: byteCount, digest: digest, index: indexNumber, suite: suiteNumber)
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
        let strong = file.digest(.sha256) ?? file.digest(.sha512)
        guard let digest = strong ?? file.digests.first else {
            return add(.error, .packageIncomplete, "no hash of \(path)", line: file.line)
        }
        if strong == nil { addWeak(path, line: file.line) }
        path.withUTF8 { bytes in
            guard let checkedPath = checked(UnsafeRawBufferPointer(bytes), line: file.line) else { return }
            wanted.insert(
                checkedPath, byteCount: file.byteCount, digest: digest, index: indexNumber, suite: suiteNumber)
        }
    }

    /// The path without what it may begin with; nil, and an error, for one that leads out of the archive.
    private mutating func checked(_ path: UnsafeRawBufferPointer, line: Int) -> UnsafeRawBufferPointer? {
        var rest = path
        if rest.first == UInt8(ascii: "/") {
            // apt appends it to the archive's URI, where doubled slashes do no harm.
            rest = UnsafeRawBufferPointer(
                rebasing: rest[(rest.firstIndex { $0 != UInt8(ascii: "/") } ?? rest.count)...])
            add(.warning, .packagePathAbsolute, String(decoding: path, as: UTF8.self), line: line)
        }
        do throws(ArchivePath.Fault) {
            return try ArchivePath.checkedBytes(rest)
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

    private mutating func add(_ fault: SourceFault) {
        switch fault {
        case .brokenLine(let field, let line): add(.error, .indexMalformed, "a broken line in \(field)", line: line)
        case .unsafeName(let name, let line): add(.error, .packagePathUnsafe, name, line: line)
        case .malformedDigest(let name, let algorithm, let line):
            add(.error, .indexMalformed, "no \(algorithm.sourcesFieldName) digest for \(name)", line: line)
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
