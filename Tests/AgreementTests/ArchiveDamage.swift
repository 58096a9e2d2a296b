import TestSupport
import Testing

/// One thing that is wrong with an archive of some shape.
struct ArchiveDamage: Sendable, CustomTestStringConvertible {
    enum Change: Sendable {
        /// The recipe of the suite of this number; Release is written and signed anew, so that the fault itself is judged.
        case suite(Int, @Sendable (inout ShapeSuite) -> Void)
        /// The files as they are served, behind the back of Release and signature.
        case files(@Sendable (inout TreeEntries, ShapeTree) throws -> Void)
    }

    let shape: ArchiveShape.Name
    let description: String
    /// What a finding may name, relative to the root: what is damaged, or what rules it.
    var paths: [String]
    /// Below which a finding may name anything, where a whole directory is damaged.
    var prefixes: [String] = []
    let change: Change
    /// dep11's icons, CID files and patches of indexes: never more than a warning, whoever fails.
    var isWarningAtMost = false

    /// What the damaged archive rightly lists no more, each as `name=version`: nobody misses it.
    var omitted: [String] = []

    init(_ shape: ArchiveShape.Name, _ description: String, at paths: String..., change: Change) {
        self.shape = shape
        self.description = description
        self.paths = paths
        self.change = change
    }

    var testDescription: String { "\(shape.rawValue): \(description)" }

    /// Whether a finding at `path` names what is damaged: itself, another form or a by-hash copy of the same index, or, where
    /// the Release file is at fault, the suite or an index of it that is none of that Release's.
    func isNamed(by path: String) -> Bool {
        prefixes.contains { path.hasPrefix($0) }
            || paths.contains { damaged in
                path == damaged || Self.plainName(path) == Self.plainName(damaged)
                    || path.hasPrefix("\(Self.directory(damaged))/by-hash/") && !damaged.hasPrefix("pool/")
                    || Self.suiteDirectory(damaged).map { path == $0 || path.hasPrefix("\($0)/") } ?? false
            }
    }

    private static func plainName(_ path: String) -> Substring {
        for suffix in [".gz", ".xz"] where path.hasSuffix(suffix) { return path.dropLast(suffix.count) }
        return path[...]
    }

    private static func directory(_ path: String) -> String {
        path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// Of a Release file beside which a suite lies; nil for any other path.
    private static func suiteDirectory(_ path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        let isRelease = ["InRelease", "Release", "Release.gpg"].contains(name) && !path.contains("/binary-")
        return isRelease ? directory(path) : nil
    }
}
