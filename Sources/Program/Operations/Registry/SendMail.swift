package import Posix

/// Why a mail was not handed to the mail system.
package enum SendMailFault: Error, Sendable, Hashable {
    /// No program is named.
    case noProgram
    case notRun(ChildRunError)
    /// It ended with something else than 0; what it wrote, cut.
    case ended(ChildExit, output: String)

    package var message: String {
        switch self {
        case .noProgram: "no program that sends mail is named"
        case .notRun(.system(let error)): "the mail program cannot be run: \(error)"
        case .notRun(.deadline(let seconds)): "the mail program did not end within \(seconds) s"
        case .notRun(.overflow(let byteCount)): "the mail program wrote more than \(byteCount) bytes"
        case .notRun(.interrupted(let signal)): "the mail was not sent: ended by signal \(signal)"
        case .ended(let exit, let output):
            "the mail program ended with \(exit.words)" + (output.isEmpty ? "" : ": \(escapedForTerminal(output))")
        }
    }
}

/// Hands a mail to the mail system, through a program that takes it on its standard input and its recipients from the mail itself.
///
/// - Parameters:
///   - program: with its arguments, as `/usr/sbin/sendmail -t -i`; no shell sees it.
///   - searchPath: where a program without a slash is looked for.
///   - deadlineSeconds: sendmail(8) puts a mail into a queue and does not wait for its delivery.
/// - Throws: `SendMailFault`.
package func sendMail(
    _ mail: [UInt8], program: [String], searchPath: String, deadlineSeconds: Int = 60, interruption: Interruption? = nil
) throws(SendMailFault) {
    guard let executable = program.first else { throw .noProgram }
    let command = ChildCommand(
        executable: executable, arguments: Array(program.dropFirst()),
        environment: ["PATH": searchPath, "LC_ALL": "C.UTF-8"])
    let result: ChildResult
    do throws(ChildRunError) {
        result = try runToEnd(
            command, input: mail, outputLimit: 64 << 10, deadlineSeconds: deadlineSeconds, interruption: interruption)
    } catch { throw .notRun(error) }
    guard result.exit != .status(0) else { return }
    let said = String(decoding: (result.errorOutput + result.output).prefix(400), as: UTF8.self)
    throw .ended(result.exit, output: said.split(whereSeparator: \.isNewline).joined(separator: " | "))
}
