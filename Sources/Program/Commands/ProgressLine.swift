import Operations
import Posix
import Reporting
import Timekeeping
import Transfer

/// One line on a terminal that each new text overwrites.
struct ProgressLine: Sendable {
    /// Back to the start of the line, and erase it: ECMA-48, EL.
    static let erasure = "\r\u{1B}[K"

    let console: Console
    let mirror: String

    func show(_ text: String) {
        let width = (terminalWidth() ?? 80) - 1
        console.terminal(Self.erasure + String(escapedForTerminal("\(mirror): \(text)").prefix(width)))
    }
}

/// Share, rate and time left, as far as they are known.
func progressText(_ progress: TransferProgress) -> String {
    var parts = ["transferring, \(byteText(progress.byteCount)) at \(byteText(progress.bytesPerSecond))/s"]
    if let share = progress.share { parts.append("\(Int(min(1, max(0, share)) * 100)) % of the files") }
    if let left = progress.remainingSeconds { parts.append("\(humanDuration(left)) left") }
    return parts.joined(separator: ", ")
}
