import ArchiveModel
import Deb822

/// Reads the records of an index while it is unpacked.
struct IndexParsing: ~Copyable {
    private var packages = PackageRecordScanner()
    private var sources = SourceRecordScanner()
    private let isSources: Bool
    private(set) var fault: Deb822Error?
    var intake: RecordIntake

    init(_ intake: RecordIntake, isSources: Bool) {
        self.intake = intake
        self.isSources = isSources
    }

    /// After a fault the rest is not looked at.
    mutating func feed(_ chunk: UnsafeRawBufferPointer, _ wanted: inout WantedFiles) {
        guard fault == nil else { return }
        do throws(Deb822Error) {
            var taking = intake
            defer { intake = taking }
            if isSources {
                try sources.feed(chunk) { taking.take($0, &wanted) }
            } else {
                try packages.feed(chunk) { taking.take($0, &wanted) }
            }
        } catch {
            fault = error
        }
    }

    mutating func finish(_ wanted: inout WantedFiles) {
        guard fault == nil else { return }
        do throws(Deb822Error) {
            var taking = intake
            defer { intake = taking }
            if isSources {
                try sources.finish { taking.take($0, &wanted) }
            } else {
                try packages.finish { taking.take($0, &wanted) }
                if let line = packages.emptySectionLine { taking.takeEmptySection(line: line) }
            }
        } catch {
            fault = error
        }
    }
}
