/// Something of the upstream that rsync did not take. An older file of that name may stand in staging.
package struct SkippedPath: Sendable, Hashable {
    package enum Reason: Sendable, Hashable {
        /// A symlink that leads out of the tree, and where to.
        case unsafeSymbolicLink(target: String)
        /// A device, a socket or a FIFO.
        case notRegular
    }

    /// Relative to the root of the archive. Bytes that are not UTF-8 are replaced: see `isExact`.
    package let path: String
    /// Whether `path` is the name byte for byte.
    package let isExact: Bool
    package let reason: Reason

    /// Reads `ignoring unsafe symlink "a" -> "/b"` or `skipping non-regular file "a"`: rsync's generator.c.
    static func read(_ line: String) -> [SkippedPath]? {
        if let quoted = content(of: line, after: "skipping non-regular file ") {
            return [SkippedPath(escaped: quoted, .notRegular)]
        }
        guard let quoted = content(of: line, after: "ignoring unsafe symlink ") else { return nil }
        let parts = quoted.split(separator: "\" -> \"", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return nil }
        // Ten arrows in one name are an attack, and reading it in ten ways is enough.
        return (1..<min(parts.count, 10)).map { count in
            let path = parts[..<count].joined(separator: "\" -> \"")
            let target = parts[count...].joined(separator: "\" -> \"")
            return SkippedPath(escaped: path[...], .unsafeSymbolicLink(target: unescaped(target[...]).text))
        }
    }

    private init(escaped: Substring, _ reason: Reason) {
        let (text, isExact) = Self.unescaped(escaped)
        path = text
        self.isExact = isExact
        self.reason = reason
    }

    private static func content(of line: String, after prefix: String) -> Substring? {
        guard line.hasPrefix(prefix + "\""), line.hasSuffix("\""), line.utf8.count >= prefix.utf8.count + 2 else {
            return nil
        }
        return line.dropFirst(prefix.count + 1).dropLast()
    }

    /// Undoes rsync's `\#ooo`, which stands for one byte: rsync(1), --8-bit-output.
    static func unescaped(_ name: Substring) -> (text: String, isExact: Bool) {
        var bytes: [UInt8] = []
        var rest = Array(name.utf8)[...]
        while let byte = rest.first {
            let digits = rest.dropFirst(2).prefix(3)
            if byte == UInt8(ascii: "\\"), rest.dropFirst().first == UInt8(ascii: "#"), digits.count == 3,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(5)
            } else {
                bytes.append(byte)
                rest = rest.dropFirst()
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return (text, Array(text.utf8) == bytes)
    }
}
