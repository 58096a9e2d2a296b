import Glibc
import Posix

/// A key made by gpg(1) in a home of its own, without passphrase; its agent ends with it.
package struct SigningKey: ~Copyable {
    private let directory: TemporaryDirectory
    private let home: GPGHome

    /// Makes an ed25519 key that never expires, or one made at `created` (seconds since 1970) that lasts `lifetime`, as `1d`.
    package init(user: String = "Test archive <archive@example.org>", created: Int? = nil, lifetime: String = "never")
        throws
    {
        let directory = try TemporaryDirectory()
        let home = try GPGHome(directory.path)
        try home.makeKey(user, lifetime: lifetime, Self.clock(created))
        try home.run(["--output", "\(directory.path)/archive.gpg", "--export"])
        self.directory = directory
        self.home = home
    }

    deinit {
        home.stopAgent()
    }

    /// The public key as a binary keyring, for `Signed-By`; it lasts as long as this value.
    package var keyringPath: String { "\(directory.path)/archive.gpg" }

    /// `text` with its signature around it, as InRelease has it.
    package func clearsigned(_ text: String, at signed: Int? = nil) throws -> [UInt8] {
        try sign(text, ["--clearsign"], at: signed)
    }

    /// An armored detached signature of `text`, as Release.gpg has it.
    package func detachedSignature(of text: String, at signed: Int? = nil) throws -> [UInt8] {
        try sign(text, ["--armor", "--detach-sign"], at: signed)
    }

    private func sign(_ text: String, _ how: [String], at signed: Int?) throws -> [UInt8] {
        try directory.write(text, to: "text")
        let output = "\(directory.path)/signed"
        try home.run(
            Self.clock(signed) + ["--digest-algo", "SHA512", "--output", output] + how + ["\(directory.path)/text"])
        return try readFile(output, limit: 16 << 20)
    }

    private static func clock(_ instant: Int?) -> [String] {
        instant.map { ["--faked-system-time", "\($0)!"] } ?? []
    }
}
