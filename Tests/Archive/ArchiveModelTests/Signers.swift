import Posix
import TestSupport

/// Two keys of gpg(1) in one home, which sign together; and gpgv(1), which knows both.
struct Signers: ~Copyable {
    private let home: TemporaryDirectory

    init() throws {
        let home = try TemporaryDirectory()
        for user in ["first@example.org", "second@example.org"] {
            try Self.gpg(home.path, ["--passphrase", "", "--quick-generate-key", user, "ed25519", "sign", "never"])
        }
        try Self.gpg(home.path, ["--output", "\(home.path)/keyring.gpg", "--export"])
        self.home = home
    }

    deinit {
        _ = try? runCommand("gpgconf", ["--homedir", home.path, "--kill", "all"])
    }

    /// `text` clearsigned by both.
    func clearsigned(_ text: String) throws -> [UInt8] {
        try home.write(text, to: "text")
        try Self.gpg(
            home.path,
            [
                "--local-user", "first@example.org", "--local-user", "second@example.org", "--output",
                "\(home.path)/signed", "--clearsign", "\(home.path)/text",
            ])
        return try readFile("\(home.path)/signed", limit: 1 << 20)
    }

    /// How many signatures gpgv finds good, and how many bad, when `text` is the data of a detached signature.
    func verdict(text: [UInt8], signatures: [UInt8]) throws -> (good: Int, bad: Int) {
        try replaceFile("\(home.path)/data", with: text)
        try replaceFile("\(home.path)/data.asc", with: signatures)
        let result = try runCommand(
            "gpgv",
            [
                "--status-fd", "1", "--keyring", "\(home.path)/keyring.gpg", "\(home.path)/data.asc",
                "\(home.path)/data",
            ])
        let words = result.output.split(separator: "\n").map { $0.split(separator: " ").dropFirst().first ?? "" }
        return (words.count { $0 == "GOODSIG" }, words.count { $0 == "BADSIG" })
    }

    private static func gpg(_ home: String, _ arguments: [String]) throws {
        try runSuccessfully("gpg", ["--homedir", home, "--batch", "--yes", "--quiet", "--no-tty"] + arguments)
    }
}
