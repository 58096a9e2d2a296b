import Posix

/// Why a file of the tree cannot be taken.
enum FileFault: Error, Sendable, Hashable {
    case missing
    /// A symlink on the way leads out of the tree.
    case outside
    case notRegular(FileStatus.Kind)
    case tooLarge(byteCount: Int64, limit: Int)
    case unreadable(SystemCallError)
}

extension FileFault {
    /// The finding for a fault at `path`; nil for a missing file, which means something else in each place.
    func finding(path: String, suites: [String], notAFile: FindingCode) -> Finding? {
        switch self {
        case .missing: nil
        case .outside:
            Finding(.error, .linkUnsafe, path: path, suites: suites, found: "a symlink that leads out of the archive")
        case .notRegular(let kind):
            Finding(.error, notAFile, path: path, suites: suites, expected: "a file", found: kind.phrase)
        case .tooLarge(let byteCount, let limit):
            Finding(
                .error, .fileUnreadable, path: path, suites: suites, expected: "at most \(limit) bytes",
                found: "\(byteCount) bytes")
        case .unreadable(let error):
            Finding(.error, .fileUnreadable, path: path, suites: suites, found: error.reason)
        }
    }
}

extension FileStatus.Kind {
    var phrase: String {
        switch self {
        case .regular: "a file"
        case .directory: "a directory"
        case .symbolicLink: "a symlink"
        case .other: "a device, socket or FIFO"
        }
    }
}
