@testable import ArchiveModel
@testable import Validation

/// Packages or Sources, taken in as validation does: the same files and findings however the stream is cut, and no file
/// outside of the archive.
func checkIndex(_ input: [UInt8], path: String, isSources: Bool) {
    let whole = Taken(input, path, isCut: false, isSources)
    let cut = Taken(input, path, isCut: true, isSources)
    require(whole == cut, "chunks do not matter")
    for file in whole.files {
        checkSafe(file.path)
        require(file.byteCount >= 0, "a size is not negative")
    }
    require(Set(whole.files.map(\.path)).count == whole.files.count, "each file is wanted once")
    if isSources { checkSources(input) }
}

private struct Taken: Equatable {
    struct File: Equatable {
        let path: String
        let byteCount: Int64
        let digests: [Digest]
    }

    var files: [File] = []
    var conflictCount = 0
    var recordCount = 0
    var findings: [Finding] = []
    var fault: String?

    init(_ input: [UInt8], _ path: String, isCut: Bool, _ isSources: Bool) {
        var wanted = WantedFiles()
        let intake = RecordIntake(indexPath: path, suite: "wren", suiteNumber: 0, indexNumber: 0, isArchived: false)
        var parsing = IndexParsing(intake, isSources: isSources)
        var chunks = Chunks(input, isCut: isCut)
        while let chunk = chunks.next() { chunk.withUnsafeBytes { parsing.feed($0, &wanted) } }
        parsing.finish(&wanted)
        files = wanted.entries.map { entry in
            let content = wanted.content(of: entry)
            var digests = [content.digest]
            content.forEachFurther { digests.append($0) }
            return File(path: wanted.path(of: entry), byteCount: entry.byteCount, digests: digests)
        }
        conflictCount = wanted.conflicts.count
        recordCount = parsing.intake.recordCount
        findings = parsing.intake.log.findings
        fault = parsing.fault.map { "\($0)" }
        wanted.forget(after: WantedFiles().mark)
        require(wanted.entries.isEmpty && wanted.conflicts.isEmpty, "what is forgotten is gone")
    }
}

/// Each record of Sources names files that lie in one directory, each once.
private func checkSources(_ input: [UInt8]) {
    var scanner = SourceRecordScanner()
    func check(_ record: SourceRecord) {
        let names = record.files.map(\.name)
        require(Set(names).count == names.count, "a source names each of its files once")
        for file in record.files {
            checkSafe(file.name)
            require(!file.name.utf8.contains(UInt8(ascii: "/")), "a file of a source has no directory")
            let algorithms = file.digests.map(\.algorithm)
            require(algorithms == Set(algorithms).sorted(by: >), "digests are unique, the strongest first")
        }
    }
    input.withUnsafeBytes { bytes in
        _ = try? scanner.feed(bytes) { check($0) }
    }
}
