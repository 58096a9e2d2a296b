import Posix

/// Asks gpgv whether trusted keys signed a text.
struct SignatureCheck: Sendable {
    /// A signature takes milliseconds; an hour-long one is no signature.
    static let deadlineSeconds = 60
    static let outputLimit = 1 << 20

    let gpgv: String
    let keyrings: Keyrings

    /// The key to a signature made by a clock ahead of ours still counts, as in apt's own call of gpgv.
    ///
    /// - Throws: `ValidationError.gpgvFailed` where it gives no answer.
    func status(of signatures: [UInt8], over text: [UInt8]) throws(ValidationError) -> SignatureStatus {
        let keyringArguments = keyrings.packets.indices.flatMap { ["--keyring", "/dev/fd/\(3 + $0)"] }
        let next = 3 + keyrings.packets.count
        let command = ChildCommand(
            executable: gpgv,
            arguments: ["--homedir", "/nonexistent", "--ignore-time-conflict", "--status-fd", "1"] + keyringArguments
                + ["--", "/dev/fd/\(next)", "/dev/fd/\(next + 1)"],
            environment: ["LC_ALL": "C", "PATH": "/usr/bin:/bin"])
        let result: ChildResult
        do throws(ChildRunError) {
            result = try runToEnd(
                command, files: keyrings.packets + [signatures, text], outputLimit: Self.outputLimit,
                deadlineSeconds: Self.deadlineSeconds)
        } catch {
            throw .gpgvFailed(executable: gpgv, .notRun(error))
        }
        // 0 to 2 say that it did its work, whatever it found; anything else is no answer.
        guard case .status(0...2) = result.exit else {
            throw .gpgvFailed(executable: gpgv, .ended(result.exit, errorOutput: result.errorOutput))
        }
        return SignatureStatus(statusOutput: result.output)
    }
}
