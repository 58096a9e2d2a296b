import ArchiveModel

extension RecordIntake {
    /// Takes a stanza of Sources.
    mutating func take(_ record: SourceRecord, _ wanted: inout WantedFiles) {
        recordCount += 1
        // apt 2.6.2 updates all the same, and finds the others; here, and where no files are listed.
        if record.package.isEmpty { add(.warning, .packageIncomplete, "no Package", line: record.line) }
        if record.version.isEmpty {
            add(.error, .packageIncomplete, "no Version of \(record.package)", line: record.line)
        }
        for fault in record.faults { add(fault) }
        if record.files.isEmpty, record.faults.isEmpty {
            add(.warning, .packageIncomplete, "no files of \(record.package)", line: record.line)
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
            guard let path = checked(UnsafeRawBufferPointer(bytes), line: file.line) else { return }
            insert(path, content, &wanted)
        }
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
}
