import Glibc
package import Posix

/// One change to what is served, to what will be served, or to what decides over it. Every change of this module to a file system
/// is one of these, so that a test can let any of them fail.
package enum FileEffect: Sendable, Hashable {
    case syncFileSystem(String)
    case syncDirectory(String)
    case syncFile(String)
    /// With what lacks above it; content when it is a directory already.
    case createDirectory(String)
    /// One directory, where nothing may stand yet.
    case makeDirectory(String)
    case rename(String, to: String)
    case link(String, to: String)
    case symbolicLink(String, target: String)
    case removeFile(String)
    /// A file, or a directory and everything below it; where it ends in the middle, a part of it is left.
    case removeTree(String)
    /// A hard link to each file and symlink of the one tree in the other, which keeps what it has.
    case linkTree(String, to: String)
    /// A new file, in its directory and on disk only when the file system was synced.
    case createFile(String, with: [UInt8])
    /// Written so that a crash leaves the old content or the new.
    case replaceFile(String, with: [UInt8])
}

/// What carries effects out: the machine, or a test that lets one of them fail.
package struct FileEffects: Sendable {
    private let body: @Sendable (FileEffect) throws(SystemCallError) -> Void

    package init(_ body: @escaping @Sendable (FileEffect) throws(SystemCallError) -> Void) {
        self.body = body
    }

    package static let system = FileEffects { effect throws(SystemCallError) in try effect.carryOut() }

    /// - Throws: `systemCall`.
    package func perform(_ effect: FileEffect) throws(PublishingError) {
        try lifting { () throws(SystemCallError) in try attempt(effect) }
    }

    /// The same for a caller to whom some failures are answers.
    func attempt(_ effect: FileEffect) throws(SystemCallError) { try body(effect) }
}

extension FileEffect {
    package func carryOut() throws(SystemCallError) {
        switch self {
        case .syncFileSystem(let path): try Descriptor.open(path, O_RDONLY | O_DIRECTORY).syncFileSystem()
        case .syncDirectory(let path): try Posix.syncDirectory(path)
        case .syncFile(let path): try Descriptor.open(path, O_RDONLY | O_NOFOLLOW).sync()
        case .createDirectory(let path): try createDirectories(path)
        case .makeDirectory(let path): try checked("mkdir", path) { mkdir(path, 0o755) }
        case .rename(let path, let newPath): try renameFile(path, to: newPath)
        case .link(let path, let newPath): try linkFile(path, to: newPath)
        case .symbolicLink(let path, let target): try checked("symlink", path) { symlink(target, path) }
        case .removeFile(let path): try Posix.removeFile(path)
        case .removeTree(let path): try Posix.removeTree(path)
        case .linkTree(let path, let newPath): try Posix.linkTree(from: path, to: newPath)
        case .createFile(let path, let bytes): try Posix.createFile(path, with: bytes)
        case .replaceFile(let path, let bytes): try Posix.replaceFile(path, with: bytes)
        }
    }
}
