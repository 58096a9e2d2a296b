import Glibc
import Posix
import TestSupport

/// Keys made once for all tests of the process, in a GNUPGHOME of their own.
final class SigningKeys: Sendable {
    /// `ending` lasts until 2090; `dated` is bound by SHA-1, which gpgv takes and sqv does not.
    enum Name: String, CaseIterable { case archive, other, expired, ending, dated }

    static let shared: Result<SigningKeys, any Error> = Result {
        // A static value is never released: at the end of the process its directory goes, and gpg's agent with it.
        atexit {
            guard case .success(let keys) = SigningKeys.shared else { return }
            try? keys.remove()
        }
        return try SigningKeys()
    }

    private let directory: TemporaryDirectory
    private let home: GPGHome

    /// The keyring with the public key of `name`, binary.
    func keyring(_ name: Name) -> String { "\(directory.path)/\(name).gpg" }

    func armoredKeyring(_ name: Name) -> String { "\(directory.path)/\(name).asc" }

    private init() throws {
        directory = try TemporaryDirectory()
        home = try GPGHome("\(directory.path)/home")
        for name in Name.allCases {
            let expiry = [.expired: "2020-06-01", .ending: "2090-01-01"][name] ?? "never"
            let binding = name == .dated ? ["--cert-digest-algo", "SHA1"] : []
            let user = "\(name)@example.org"
            try home.makeKey("\(name) <\(user)>", lifetime: expiry, Self.date(of: name) + binding)
            try home.run(["--output", keyring(name), "--export", user])
            try home.run(["--output", armoredKeyring(name), "--armor", "--export", user])
        }
    }

    private func remove() throws {
        home.stopAgent()
        try removeTree(directory.path)
    }

    func clearsigned(_ text: [UInt8], by names: [Name] = [.archive]) throws -> [UInt8] {
        try signed(text, by: names, ["--clearsign"])
    }

    func detached(_ text: [UInt8], by names: [Name] = [.archive]) throws -> [UInt8] {
        try signed(text, by: names, ["--armor", "--detach-sign"])
    }

    func fingerprint(_ name: Name) throws -> String {
        let lines = try home.run(["--with-colons", "--list-keys", "\(name)@example.org"]).output.split(separator: "\n")
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

    private func signed(_ text: [UInt8], by names: [Name], _ how: [String]) throws -> [UInt8] {
        let work = try TemporaryDirectory()
        let (input, output) = ("\(work.path)/text", "\(work.path)/signed")
        try replaceFile(input, with: text)
        try home.run(users(names) + ["--output", output] + how + [input])
        return try readFile(output, limit: 8 << 20)
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
