import Glibc
import Posix

/// A key made by gpg(1) in a home of its own, without passphrase; its agent ends with it.
package struct SigningKey: ~Copyable {
    private let home: TemporaryDirectory

    /// Makes an ed25519 key that never expires, or one made at `created` (seconds since 1970) that lasts `lifetime`, as `1d`.
    package init(user: String = "Test archive <archive@example.org>", created: Int? = nil, lifetime: String = "never")
        throws
    {
        let home = try TemporaryDirectory()
        try Self.gpg(
            home.path,
            Self.clock(created) + ["--passphrase", "", "--quick-generate-key", user, "ed25519", "sign", lifetime])
        try Self.gpg(home.path, ["--output", "\(home.path)/archive.gpg", "--export"])
        self.home = home
    }

    deinit {
        _ = try? runCommand("gpgconf", ["--homedir", home.path, "--kill", "all"])
    }

    /// The public key as a binary keyring, for `Signed-By`; it lasts as long as this value.
    package var keyringPath: String { "\(home.path)/archive.gpg" }

    /// `text` with its signature around it, as InRelease has it.
    package func clearsigned(_ text: String, at signed: Int? = nil) throws -> [UInt8] {
        try sign(text, ["--clearsign"], at: signed)
    }

    /// An armored detached signature of `text`, as Release.gpg has it.
    package func detachedSignature(of text: String, at signed: Int? = nil) throws -> [UInt8] {
        try sign(text, ["--armor", "--detach-sign"], at: signed)
    }

    private func sign(_ text: String, _ how: [String], at signed: Int?) throws -> [UInt8] {
        try home.write(text, to: "text")
        let output = "\(home.path)/signed"
        try Self.gpg(
            home.path,
            Self.clock(signed) + ["--digest-algo", "SHA512", "--output", output] + how + ["\(home.path)/text"])
        return try readFile(output, limit: 16 << 20)
    }

    private static func gpg(_ home: String, _ arguments: [String]) throws {
        try runSuccessfully("gpg", ["--homedir", home, "--batch", "--yes", "--quiet", "--no-tty"] + arguments)
    }

    private static func clock(_ instant: Int?) -> [String] {
        instant.map { ["--faked-system-time", "\($0)!"] } ?? []
    }
}
