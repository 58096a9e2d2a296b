package import Glibc
import Posix

/// What stands at a path of a tree.
package enum TreeEntry: Sendable, Hashable {
    case file([UInt8], mode: mode_t = 0o644)
    case symbolicLink(String)
    case directory

    /// The bytes of a file; none of anything else.
    package var bytes: [UInt8] {
        if case .file(let bytes, _) = self { bytes } else { [] }
    }
}

/// A tree as a value: what stands at each path, relative to its root; directories are implied.
package typealias TreeEntries = [String: TreeEntry]

extension TreeEntries {
    /// Makes the directory `root` hold these entries, where it holds `others` at most; files are never changed in place, for they
    /// may be shared by hard links.
    package func write(to root: String, over others: TreeEntries = [:]) throws {
        for path in others.keys where self[path] == nil { try removeFile("\(root)/\(path)") }
        for (path, entry) in self where others[path] != entry {
            let file = "\(root)/\(path)"
            if others[path] != nil { try removeFile(file) }
            try createDirectories(splitPath(file).directory)
            switch entry {
            case .file(let bytes, let mode): try writeNew(file, bytes, mode)
            case .symbolicLink(let target): try replaceSymbolicLink(file, target: target)
            case .directory: try createDirectories(file)
            }
        }
    }
}

/// Unlike `replaceFile` it waits for no disk.
private func writeNew(_ path: String, _ bytes: [UInt8], _ mode: mode_t) throws {
    let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_EXCL, mode: mode)
    try file.write(bytes)
}
