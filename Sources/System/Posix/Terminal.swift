import Glibc

/// Whether a person reads standard error. The corresponding C function is `isatty`.
package func standardErrorIsTerminal() -> Bool { isatty(STDERR_FILENO) == 1 }

/// Whether a person reads standard output. The corresponding C function is `isatty`.
package func standardOutputIsTerminal() -> Bool { isatty(STDOUT_FILENO) == 1 }

/// Columns of the terminal on standard error; nil where there is none or it does not say.
package func terminalWidth() -> Int? {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
}

/// Writes `text` to a standard stream, 1 or 2; an error, as of a reader that has gone, ends the writing in silence.
package func writeStandardStream(_ number: Int32, _ text: String) {
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
        let count = bytes[start...].withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
        if count < 0, errno != EINTR { return }
        start += max(0, count)
    }
}
