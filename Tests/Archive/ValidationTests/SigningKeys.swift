import Glibc
import Posix
import TestSupport

/// Keys made once for all tests of the process, in a GNUPGHOME of their own.
final class SigningKeys: Sendable {
    enum Name: String, CaseIterable { case archive, other, expired }

    static let shared: Result<SigningKeys, any Error> = Result {
        // A static value is never released: at the end of the process its directory goes, and gpg's agent with it.
        atexit {
            guard case .success(let keys) = SigningKeys.shared else { return }
            try? keys.remove()
        }
        return try SigningKeys()
    }

    private let directory: TemporaryDirectory
    private var home: String { "\(directory.path)/home" }

    /// The keyring with the public key of `name`, binary.
    func keyring(_ name: Name) -> String { "\(directory.path)/\(name).gpg" }

    func armoredKeyring(_ name: Name) -> String { "\(directory.path)/\(name).asc" }

    private init() throws {
        directory = try TemporaryDirectory()
        try createDirectories("\(directory.path)/home", mode: 0o700)
        for name in Name.allCases {
            let expiry = name == .expired ? "2020-06-01" : "never"
            try gpg(
                Self.date(of: name) + ["--quick-gen-key", "\(name) <\(name)@example.org>", "ed25519", "sign", expiry])
            try replaceFile(keyring(name), with: try gpg(["--export", "\(name)@example.org"]))
            try replaceFile(armoredKeyring(name), with: try gpg(["--export", "--armor", "\(name)@example.org"]))
        }
    }

    private func remove() throws {
        _ = try filtered([], by: "gpgconf", ["--homedir", home, "--kill", "all"])
        try removeTree(directory.path)
    }

    func clearsigned(_ text: [UInt8], by names: [Name] = [.archive]) throws -> [UInt8] {
        try gpg(users(names) + ["--clearsign"], input: text)
    }

    func detached(_ text: [UInt8], by names: [Name] = [.archive]) throws -> [UInt8] {
        try gpg(users(names) + ["--armor", "--detach-sign"], input: text)
    }

    func fingerprint(_ name: Name) throws -> String {
        let listing = try gpg(["--with-colons", "--list-keys", "\(name)@example.org"])
        let lines = String(decoding: listing, as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix("fpr:") } ?? ""
        return line.split(separator: ":").dropFirst().first.map { String($0) } ?? ""
    }

    private func users(_ names: [Name]) -> [String] {
        names.flatMap { Self.date(of: $0) } + names.flatMap { ["--local-user", "\($0)@example.org"] }
    }

    /// The expired key lives, and signs, in the spring of 2020.
    private static func date(of name: Name) -> [String] {
        name == .expired ? ["--faked-system-time", "20200301T000000"] : []
    }

    @discardableResult
    private func gpg(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        let command = ChildCommand(
            executable: "gpg", arguments: ["--batch", "--yes", "--quiet", "--passphrase", ""] + arguments,
            environment: ["GNUPGHOME": home, "PATH": "/usr/bin:/bin", "LC_ALL": "C"])
        let result = try runToEnd(command, input: input, outputLimit: 8 << 20, deadlineSeconds: 60)
        guard result.exit == .status(0) else {
            throw ToolFailure(text: String(decoding: result.errorOutput, as: UTF8.self))
        }
        return result.output
    }
}

struct ToolFailure: Error { let text: String }

/// What `program` makes of `input`.
func filtered(_ input: [UInt8], by program: String, _ arguments: [String]) throws -> [UInt8] {
    let command = ChildCommand(
        executable: program, arguments: arguments, environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"])
    let result = try runToEnd(command, input: input, outputLimit: 64 << 20, deadlineSeconds: 60)
    guard result.exit == .status(0) else {
        throw ToolFailure(text: String(decoding: result.errorOutput, as: UTF8.self))
    }
    return result.output
}
