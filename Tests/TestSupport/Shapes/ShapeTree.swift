import Posix

/// A shape on disk, from which damaged copies are made by hard links.
package final class ShapeTree: Sendable {
    package let shape: ArchiveShape
    /// Of each suite, in the order of the shape.
    package let suites: [RenderedSuite]
    package let entries: TreeEntries
    private let directory: TemporaryDirectory

    package init(_ shape: ArchiveShape, _ keys: ShapeKeys) throws {
        self.shape = shape
        suites = try shape.suites.map { try RenderedSuite($0, keys) }
        entries = suites.reduce(shape.shared) { $0.merging($1.files) { $1 } }
        directory = try TemporaryDirectory()
        try createDirectories("\(directory.path)/tree")
        try entries.write(to: "\(directory.path)/tree")
    }

    /// The entries where the suite of this number was changed and rendered anew.
    package func entries(_ keys: ShapeKeys, changing suite: Int, _ change: (inout ShapeSuite) -> Void) throws
        -> TreeEntries
    {
        var changed = suites[suite].suite
        change(&changed)
        let rendered = try RenderedSuite(changed, keys, previous: suites[suite])
        var all = suites
        all[suite] = rendered
        return all.reduce(shape.shared) { $0.merging($1.files) { $1 } }
    }

    /// Makes the new directory `root` hold `entries`, with hard links to what is as in the sound tree.
    package func write(_ changed: TreeEntries, to root: String) throws {
        try linkTree(from: "\(directory.path)/tree", to: root)
        try changed.write(to: root, over: entries)
    }
}
