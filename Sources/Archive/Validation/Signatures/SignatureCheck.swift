import Posix

/// Asks gpgv whether trusted keys signed a text.
struct SignatureCheck: Sendable {
    static let outputLimit = 1 << 20

    let gpgv: String
    /// nil where sqv(1) is not asked.
    let sqv: String?
    let keyrings: Keyrings
    /// A request to stop ends a gpgv too that hangs.
    var interruption: Interruption?
    /// A signature takes milliseconds; an hour-long one is no signature.
    var deadlineSeconds = 60

    /// The key to a signature made by a clock ahead of ours still counts, as in apt's own call of gpgv.
    ///
    /// What it calls good counts only for keys of the keyrings, whatever a gpgv that was put in its place says.
    ///
    /// - Throws: `ValidationError.gpgvFailed` where it gives no answer, and `interrupted`.
    func status(of signatures: [UInt8], over text: [UInt8]) throws(ValidationError) -> SignatureStatus {
        let options = ["--homedir", "/nonexistent", "--ignore-time-conflict", "--status-fd", "1"]
        let result: ChildResult
        do throws(ChildRunError) { result = try ask(gpgv, options, signatures, text) } catch {
            if case .interrupted(let signal) = error { throw .interrupted(signal: signal) }
            throw .gpgvFailed(executable: gpgv, .notRun(error))
        }
        // 0 to 2 say that it did its work, whatever it found; anything else is no answer.
        guard case .status(0...2) = result.exit else {
            throw .gpgvFailed(executable: gpgv, .ended(result.exit, errorOutput: result.errorOutput))
        }
        var status = SignatureStatus(statusOutput: result.output)
        // Of what it is content with it says why: this one is no gpgv, or its words went elsewhere.
        if result.exit == .status(0), !status.hasLines {
            throw .gpgvFailed(executable: gpgv, .ended(result.exit, errorOutput: result.errorOutput))
        }
        status.distrust { !keyrings.holds(fingerprint: $0) }
        return status
    }

    /// Why sqv(1), with which apt 3 verifies, refuses what gpgv accepted, in its last line; nil where it accepts it, gives no
    /// answer, or is not asked. It says 0 and 1 for yes and no.
    func sequoiaRefusal(of signatures: [UInt8], over text: [UInt8]) -> String? {
        guard let sqv, let result = try? ask(sqv, [], signatures, text), case .status(1) = result.exit else {
            return nil
        }
        let lines = (result.errorOutput + result.output).split(separator: UInt8(ascii: "\n"))
        return lines.last.map { String(decoding: $0.prefix(500), as: UTF8.self) } ?? "no reason given"
    }

    private func ask(
        _ program: String, _ options: [String], _ signatures: [UInt8], _ text: [UInt8]
    ) throws(ChildRunError) -> ChildResult {
        let keyringArguments = keyrings.packets.indices.flatMap { ["--keyring", "/dev/fd/\(3 + $0)"] }
        let next = 3 + keyrings.packets.count
        let command = ChildCommand(
            executable: program,
            arguments: options + keyringArguments + ["--", "/dev/fd/\(next)", "/dev/fd/\(next + 1)"],
            environment: ["LC_ALL": "C", "PATH": "/usr/bin:/bin"])
        return try runToEnd(
            command, files: keyrings.packets + [signatures, text], outputLimit: Self.outputLimit,
            deadlineSeconds: deadlineSeconds, interruption: interruption)
    }
}
