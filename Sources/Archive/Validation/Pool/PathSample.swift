import ArchiveModel
import Deb822
import Decompression

/// The first pool paths that the indexes of a suite name.
struct PathSample {
    /// Of one index. A stat(2) for each and for each directory above: some milliseconds.
    static let limit = 1000

    private(set) var paths: [String] = []

    /// The first form of each index that can be read is enough, whatever its digest: no more than the place of the pool depends
    /// on it.
    init(_ groups: [LocatedGroup], in tree: ArchiveTree) {
        for located in groups where located.group.name.kind.hasRecords {
            let count = paths.count
            for (form, place) in zip(located.group.forms, located.places) where paths.count == count {
                switch place {
                case .plain: read(located.path(of: form), form, tree)
                case .byHash(let path, _): read(path, form, tree)
                case .absent, .faulty: break
                }
            }
        }
    }

    private mutating func read(_ path: String, _ form: IndexGroup.Form, _ tree: ArchiveTree) {
        guard let opened = try? tree.open(path) else { return }
        var reader = IndexReader(stored: [], unpacked: [])
        var packages = PackageRecordScanner()
        var sources = SourceRecordScanner()
        var found: [String] = []
        let isSources = form.name.kind == .sources
        _ = try? reader.read(opened.file, form.name.compression, limits: IndexLimits()) { chunk in
            do throws(Deb822Error) {
                if isSources {
                    try sources.feed(chunk) { found += Self.paths(of: $0) }
                } else {
                    try packages.feed(chunk) { found += Self.path(of: $0) }
                }
            } catch { return false }
            return found.count < Self.limit
        }
        _ =
            isSources
            ? try? sources.finish { found += Self.paths(of: $0) }
            : try? packages.finish { found += Self.path(of: $0) }
        paths += found.prefix(Self.limit)
    }

    private static func path(of record: borrowing PackageRecord) -> [String] {
        guard let filename = record.filename else { return [] }
        let bytes = UnsafeRawBufferPointer(rebasing: filename.drop { $0 == UInt8(ascii: "/") })
        return (try? CheckedPath(bytes)).map { [$0.text] } ?? []
    }

    private static func paths(of record: SourceRecord) -> [String] {
        record.files.compactMap { file in
            var path = record.path(of: file)
            return path.withUTF8 { bytes in (try? CheckedPath(UnsafeRawBufferPointer(bytes)))?.text }
        }
    }
}
