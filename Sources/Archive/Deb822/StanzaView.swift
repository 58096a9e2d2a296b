/// Where one field lies, in bytes from the start of its stanza.
@usableFromInline
struct FieldSpan {
    @usableFromInline let start: Int
    @usableFromInline let nameEnd: Int
    @usableFromInline let valueStart: Int
    @usableFromInline var end: Int
    @usableFromInline let line: Int
}

/// One stanza as it lies in the scanner's memory. Its bytes, and every buffer taken from it, are valid only inside the call
/// that it was handed to.
package struct StanzaView: ~Copyable {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    @usableFromInline let spans: UnsafeBufferPointer<FieldSpan>
    /// Where the stanza begins in the stream.
    package let byteOffset: Int
    let allowsComments: Bool

    init(
        bytes: UnsafeRawBufferPointer, spans: UnsafeBufferPointer<FieldSpan>, byteOffset: Int, allowsComments: Bool
    ) {
        self.bytes = bytes
        self.spans = spans
        self.byteOffset = byteOffset
        self.allowsComments = allowsComments
    }

    @inlinable
    package var fieldCount: Int { spans.count }

    /// The line of the first field, from 1.
    @inlinable
    package var line: Int { spans.first?.line ?? 0 }

    /// The name as it is written. `index` is below `fieldCount`.
    @inlinable
    package func name(at index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[spans[index].start..<spans[index].nameEnd])
    }

    /// The value without white space around it; continuation lines and their line ends are inside.
    @inlinable
    package func value(at index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[trimmed(spans[index].valueStart..<spans[index].end, in: bytes)])
    }

    @inlinable
    package func line(at index: Int) -> Int { spans[index].line }

    /// The value of the last field called `name`, which is in lower case: of a doubled field apt takes the last.
    package func value(of name: StaticString) -> UnsafeRawBufferPointer? {
        for index in (0..<spans.count).reversed() where equalsIgnoringCase(self.name(at: index), name) {
            return value(at: index)
        }
        return nil
    }

    /// Calls `body` with each line of a value, without the blanks around it, and its number. The first may be empty.
    package func forEachLine(at index: Int, _ body: (UnsafeRawBufferPointer, Int) -> Void) {
        let span = spans[index]
        var (start, line) = (span.valueStart, span.line)
        while start <= span.end {
            let end = min(firstIndex(of: newline, in: bytes, from: start) ?? span.end, span.end)
            if !isComment(start, end, in: span) {
                body(UnsafeRawBufferPointer(rebasing: bytes[trimmed(start..<end, in: bytes)]), line)
            }
            start = end + 1
            line += 1
        }
    }

    private func isComment(_ start: Int, _ end: Int, in span: FieldSpan) -> Bool {
        guard allowsComments, start != span.valueStart else { return false }
        var start = start
        while start < end, bytes[start] == carriageReturn { start += 1 }
        return start < end && bytes[start] == numberSign
    }
}
