import Glibc

/// A system call that failed: which, on what, and why.
package struct SystemCallError: Error, Sendable, Hashable {
    /// The name of the C function, as `openat`.
    package let call: String
    /// What it was called on; empty where there is no path.
    package let path: String
    package let number: Int32

    package init(_ call: String, _ path: String = "", number: Int32 = errno) {
        self.call = call
        self.path = path
        self.number = number
    }

    /// The text of strerror(3), as `No space left on device`.
    package var reason: String { String(cString: strerror(number)) }
}

extension SystemCallError: CustomStringConvertible {
    package var description: String {
        path.isEmpty ? "\(call): \(reason)" : "\(call) \(escapedForTerminal(path)): \(reason)"
    }
}

/// Calls `body` again as long as a signal interrupts it; the result is never negative.
///
/// - Throws: `SystemCallError` when `body` returns a negative value for any other reason than EINTR.
@discardableResult
package func checked<Result: FixedWidthInteger & SignedInteger>(
    _ call: String, _ path: @autoclosure () -> String = "", _ body: () -> Result
) throws(SystemCallError) -> Result {
    while true {
        let result = body()
        if result >= 0 { return result }
        let number = errno
        if number != EINTR { throw SystemCallError(call, path(), number: number) }
    }
}

/// `text` with control characters shown as `\xNN`, so that a hostile name cannot drive a terminal or forge a log line.
package func escapedForTerminal(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        if isControl(scalar) {
            result += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
}

/// C0, DEL, C1, and the marks that change the direction of the text around them.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
}
