import Glibc
import Posix
import Testing
import Validation

/// One thing that is broken in an archive that was written whole, and what validation is to say of it.
struct Damage: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: FindingCode
    let severity: Severity
    let path: String
    let apply: @Sendable (String) throws -> Void

    init(
        _ description: String, _ code: FindingCode, _ severity: Severity = .error, at path: String,
        _ apply: @escaping @Sendable (String) throws -> Void
    ) {
        testDescription = description
        self.code = code
        self.severity = severity
        self.path = path
        self.apply = apply
    }

    static func rewrite(_ path: String, _ change: (inout [UInt8]) -> Void) throws {
        var bytes = try readFile(path, limit: 1 << 20)
        change(&bytes)
        // A new file, as rsync makes one, and not the inode that by-hash shares.
        try removeFile(path)
        try put(bytes, path)
    }

    static func remove(_ path: String) throws {
        if try fileStatus(path, followingLinks: false)?.kind == .directory {
            _ = try filtered([], by: "rm", ["-r", path])
        } else {
            try removeFile(path)
        }
    }

    /// The damages that any file can suffer.
    static func generic(_ path: String, _ codes: GenericCodes) -> [Damage] {
        [
            Damage("\(path) truncated", codes.truncated, at: path) { try rewrite("\($0)/\(path)") { $0.removeLast() } },
            Damage("a bit of \(path) flipped", codes.flipped, at: path) {
                try rewrite("\($0)/\(path)") { $0[$0.count / 2] ^= 1 }
            },
            Damage("\(path) emptied", codes.emptied, at: path) { try rewrite("\($0)/\(path)") { $0 = [] } },
            Damage("\(path) a directory", codes.directory, at: path) {
                try removeFile("\($0)/\(path)")
                try createDirectories("\($0)/\(path)")
            },
            Damage("\(path) a FIFO", .specialFile, at: path) {
                try removeFile("\($0)/\(path)")
                try checked("mkfifo", path) { [tree = $0] in mkfifo("\(tree)/\(path)", 0o644) }
            },
            Damage("\(path) a symlink to /etc/passwd", .linkUnsafe, at: path) {
                try removeFile("\($0)/\(path)")
                try replaceSymbolicLink("\($0)/\(path)", target: "/etc/passwd")
            },
            Damage("\(path) a symlink out of the tree", .linkUnsafe, at: path) {
                try removeFile("\($0)/\(path)")
                try replaceSymbolicLink("\($0)/\(path)", target: "../../../../../../../etc/passwd")
            },
            Damage("\(path) readable by its owner alone", .fileNotWorldReadable, at: path) { tree in
                try checked("chmod", path) { chmod("\(tree)/\(path)", 0o600) }
            },
        ]
    }

    struct GenericCodes {
        let truncated: FindingCode
        let flipped: FindingCode
        let emptied: FindingCode
        let directory: FindingCode
    }
}
