import Glibc

/// Reads single keys from the terminal on standard input, without echo, until it goes out of scope.
///
/// Signals of the keyboard stay what they are: whoever installs an `Interruption` gets the terminal back in order.
package struct TerminalKeys: ~Copyable {
    fileprivate let saved: termios

    /// nil where standard input is no terminal. The corresponding C function is `tcsetattr`.
    package static func open() -> TerminalKeys? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        let saved = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &settings) == 0 else { return nil }
        return TerminalKeys(saved: saved)
    }

    deinit {
        var settings = saved
        tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
    }

    /// The next key, as its first byte; nil when the terminal has gone or a signal asks to stop.
    package borrowing func next(_ interruption: Interruption) -> UInt8? {
        // An arrow key sends several bytes at once; the first, an escape, stands for it.
        readInput(atMost: 64, interruption)?.first
    }
}

/// One line from standard input without its end, at most 4,000 bytes; nil at its end or when a signal asks to stop.
package func readInputLine(_ interruption: Interruption) -> String? {
    var line: [UInt8] = []
    while let byte = readInput(atMost: 1, interruption)?.first {
        if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
        if line.count < 4000 { line.append(byte) }
    }
    return line.isEmpty || interruption.signal != nil ? nil : String(decoding: line, as: UTF8.self)
}

/// What standard input has, once it has something; nil at its end or when a signal asks to stop.
private func readInput(atMost limit: Int, _ interruption: Interruption) -> ArraySlice<UInt8>? {
    var waits = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        pollfd(fd: interruption.descriptorNumber, events: Int16(POLLIN), revents: 0),
    ]
    var bytes = [UInt8](repeating: 0, count: limit)
    while interruption.signal == nil {
        guard poll(&waits, 2, -1) > 0 || errno == EINTR else { return nil }
        guard waits[0].revents != 0 else { continue }
        let count = read(STDIN_FILENO, &bytes, bytes.count)
        if count > 0 { return bytes[..<count] }
        if count == 0 || errno != EINTR { return nil }
    }
    return nil
}
