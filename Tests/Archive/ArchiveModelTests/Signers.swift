import Posix
import TestSupport

/// Two keys of gpg(1) in one home, which sign together; and gpgv(1), which knows both.
struct Signers: ~Copyable {
    private let directory: TemporaryDirectory
    private let home: GPGHome

    init() throws {
        let directory = try TemporaryDirectory()
        let home = try GPGHome(directory.path)
        for user in ["first@example.org", "second@example.org"] { try home.makeKey(user) }
        try home.run(["--output", "\(directory.path)/keyring.gpg", "--export"])
        self.directory = directory
        self.home = home
    }

    deinit {
        home.stopAgent()
    }

    /// `text` clearsigned by both.
    func clearsigned(_ text: String) throws -> [UInt8] {
        try directory.write(text, to: "text")
        try home.run([
            "--local-user", "first@example.org", "--local-user", "second@example.org", "--output",
            "\(directory.path)/signed", "--clearsign", "\(directory.path)/text",
        ])
        return try readFile("\(directory.path)/signed", limit: 1 << 20)
    }

    /// How many signatures gpgv finds good, and how many bad, when `text` is the data of a detached signature.
    func verdict(text: [UInt8], signatures: [UInt8]) throws -> (good: Int, bad: Int) {
        try replaceFile("\(directory.path)/data", with: text)
        try replaceFile("\(directory.path)/data.asc", with: signatures)
        let result = try runCommand(
            "gpgv",
            [
                "--status-fd", "1", "--keyring", "\(directory.path)/keyring.gpg", "\(directory.path)/data.asc",
                "\(directory.path)/data",
            ])
        let words = result.output.split(separator: "\n").map { $0.split(separator: " ").dropFirst().first ?? "" }
        return (words.count { $0 == "GOODSIG" }, words.count { $0 == "BADSIG" })
    }
}
