import Posix

/// A home of gpg(1) in `path`, with keys that have no passphrase.
package struct GPGHome: Sendable {
    package let path: String

    /// Makes the directory where it is not there.
    package init(_ path: String) throws {
        try createDirectories(path, mode: 0o700)
        self.path = path
    }

    /// Makes a key that only signs. `lifetime` is a date, a count as `1d`, or `never`.
    package func makeKey(
        _ user: String, algorithm: String = "ed25519", lifetime: String = "never", _ options: [String] = []
    ) throws {
        try run(options + ["--quick-generate-key", user, algorithm, "sign", lifetime])
    }

    /// Runs gpg(1) in this home.
    @discardableResult
    package func run(_ arguments: [String]) throws -> CommandResult {
        try runSuccessfully(
            "gpg",
            ["--homedir", path, "--batch", "--yes", "--quiet", "--no-tty", "--passphrase", ""] + arguments)
    }

    /// Ends gpg's agent, which would outlive the test.
    package func stopAgent() {
        _ = try? runCommand("gpgconf", ["--homedir", path, "--kill", "all"])
    }
}
