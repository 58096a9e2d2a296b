import ArchiveModel
import Decompression
import Posix

/// What an index of a tree that was valid when it was published promises. Nothing is judged again.
extension LocatedGroup {
    /// Whether a form of it is the same file in both trees, so that it promises the same in both.
    func isShared(with other: ArchiveTree) -> Bool {
        zip(group.forms, places).contains { form, place in
            guard case .plain(let status) = place, let second = try? other.status(path(of: form)) else { return false }
            return second.inode == status.inode && second.device == status.device
        }
    }

    /// The files that it names. The first form that can be read is enough; nil where none can.
    func wantedFiles(in tree: ArchiveTree, _ base: PoolBase?) -> WantedFiles? {
        for (form, place) in zip(group.forms, places) {
            let found: WantedFiles?
            switch place {
            case .plain: found = read(path(of: form), form, base, tree)
            case .byHash(let path, _): found = read(path, form, base, tree)
            case .absent, .faulty: found = nil
            }
            if let found { return found }
        }
        return nil
    }

    private func read(_ path: String, _ form: IndexGroup.Form, _ base: PoolBase?, _ tree: ArchiveTree) -> WantedFiles? {
        guard let opened = try? tree.open(path) else { return nil }
        var wanted = WantedFiles()
        let intake = RecordIntake(
            indexPath: path, suite: "", suiteNumber: 0, indexNumber: 0, isArchived: true, base: base)
        var parsing = IndexParsing(intake, isSources: form.name.kind == .sources)
        var reader = IndexReader(stored: [], unpacked: [])
        let content = try? reader.read(opened.file, form.name.compression, limits: IndexLimits()) { chunk in
            parsing.feed(chunk, &wanted)
            return true
        }
        guard let content, content.fault == nil else { return nil }
        parsing.finish(&wanted)
        return wanted
    }
}
