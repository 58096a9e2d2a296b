import Posix

/// Where the program speaks: results on standard output, everything else on standard error.
package struct Console: Sendable {
    package let isOutputTerminal: Bool
    package let isErrorTerminal: Bool

    package init(isOutputTerminal: Bool, isErrorTerminal: Bool) {
        self.isOutputTerminal = isOutputTerminal
        self.isErrorTerminal = isErrorTerminal
    }

    /// Lines of text, in which what an upstream named cannot drive the terminal.
    func output(_ text: String) { write(escapedLines(text), to: 1) }

    /// JSON, which has an escape of its own.
    func json(_ text: String) { write(text, to: 1) }

    func error(_ message: String, hint: String? = nil) { write("error", message, hint) }

    func warning(_ message: String, hint: String? = nil) { write("warning", message, hint) }

    /// The lines that belong to an error or warning.
    func details(_ text: String) { write(escapedLines(text), to: 2) }

    /// Text for a terminal on standard error, control characters and all.
    func terminal(_ text: String) { write(text, to: 2) }

    private func write(_ kind: String, _ message: String, _ hint: String?) {
        write("mirrorward: \(kind): \(escapedForTerminal(message))\n", to: 2)
        if let hint { write("mirrorward: hint: \(escapedForTerminal(hint))\n", to: 2) }
    }

    /// A reader that has gone, as `| head`, is no reason to fail: what was asked for has been done.
    private func write(_ text: String, to number: Int32) {
        writeStandardStream(number, text)
    }
}

/// `text` with every control character but the line ends shown as `\xNN`.
func escapedLines(_ text: String) -> String {
    // By scalars: as a character, CR LF is one and no line end.
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        .map { escapedForTerminal(String($0)) }.joined(separator: "\n")
}
