/// Reads stanzas from a stream that arrives in chunks of any size, in memory that holds one stanza and one chunk.
///
/// An empty line ends a stanza; a line of blanks alone continues a field. Carriage returns at either end of a line do not count:
/// a reader that saw no field in `\rSize: 9`, where apt sees one, would check another file than apt installs. Source:
/// `pkgTagSection::Scan`, apt-pkg/tagfile.cc; apt is laxer with lines that have no colon, which are errors here.
package struct StanzaScanner: ~Copyable {
    private let limits: Deb822Limits
    private let allowsComments: Bool
    /// The stanza that the last chunk broke off; all others are read where they lie in their chunk.
    private var window = ByteWindow(capacity: 64 << 10)
    private var fields = FieldSpans(capacity: 64)
    /// Bytes of the stream that lie before those that are being scanned.
    private var droppedByteCount = 0
    // Offsets in the bytes that are being scanned.
    private var stanzaStart = 0
    private var lineStart = 0
    /// Where the search for the end of the line goes on: a long line in short chunks is searched once.
    private var searchStart = 0
    private var line = 1
    private var gap = Gap.start
    /// The line that ends the first section without a field, from 1: apt takes such a section for a stanza that lacks all.
    package private(set) var emptySectionLine: Int?

    /// What was read since the last field. apt skips empty lines after a stanza, one at the start of the file, and blanks
    /// before a field, and nothing else (`pkgTagSection::Scan`, apt-pkg/tagfile.cc).
    private enum Gap {
        case start
        case afterStanza
        /// Something that begins a section for apt.
        case blanks
    }

    /// `allowsComments`: lines that begin with `#` are skipped, also between the lines of a value.
    package init(limits: Deb822Limits = .index, allowsComments: Bool = false) {
        self.limits = limits
        self.allowsComments = allowsComments
    }

    /// Takes the next bytes of the stream and hands each stanza that they complete to `body`. After an error, no more is to
    /// be fed.
    ///
    /// - Throws: `Deb822Error`.
    package mutating func feed(
        _ chunk: UnsafeRawBufferPointer, _ body: (borrowing StanzaView) -> Void
    ) throws(Deb822Error) {
        var rest = chunk
        if !window.isEmpty {
            let end = endOfFirstStanza(rest)
            window.append(UnsafeRawBufferPointer(rebasing: rest[..<end]))
            window.drop(first: try scan(window.bytes, body))
            rest = UnsafeRawBufferPointer(rebasing: rest[end...])
        }
        // After the empty line with which a stanza ends nothing is left over.
        guard !rest.isEmpty else { return }
        let taken = try scan(rest, body)
        window.append(UnsafeRawBufferPointer(rebasing: rest[taken...]))
    }

    /// Ends the stream: the last stanza needs neither a blank line nor a line end.
    ///
    /// - Throws: `Deb822Error`.
    package mutating func finish(_ body: (borrowing StanzaView) -> Void) throws(Deb822Error) {
        let bytes = window.bytes
        let content = contentStart(upTo: bytes.count, in: bytes)
        if content < bytes.count { try takeLine(content..<bytes.count, in: bytes) }
        if fields.isEmpty, gap == .blanks { noteEmptySection() }
        try emit(upTo: bytes.count, in: bytes, body)
    }

    /// Behind the first empty line; the end of `bytes` where there is none, and then none that carriage returns hide is missed
    /// but for the copying that it would save.
    private func endOfFirstStanza(_ bytes: UnsafeRawBufferPointer) -> Int {
        var start = 0
        while let end = firstIndex(of: newline, in: bytes, from: start) {
            if end == start, end > 0 { return end + 1 }
            start = end + 1
        }
        return bytes.count
    }

    /// Takes the lines that end in `bytes`, and returns where the stanza begins that does not end there.
    private mutating func scan(
        _ bytes: UnsafeRawBufferPointer, _ body: (borrowing StanzaView) -> Void
    ) throws(Deb822Error) -> Int {
        while let end = firstIndex(of: newline, in: bytes, from: searchStart) {
            let content = contentStart(upTo: end, in: bytes)
            if content == end {
                noteEmptyLine()
                try emit(upTo: end, in: bytes, body)
                stanzaStart = end + 1
            } else {
                try takeLine(content..<end, in: bytes)
            }
            line += 1
            lineStart = end + 1
            searchStart = lineStart
        }
        try checkStanzaSize(upTo: bytes.count)
        let taken = stanzaStart
        droppedByteCount += taken
        lineStart -= taken
        searchStart = bytes.count - taken
        stanzaStart = 0
        return taken
    }

    private mutating func noteEmptyLine() {
        switch gap {
        case _ where !fields.isEmpty: gap = .afterStanza
        case .start: gap = .blanks
        case .afterStanza: break
        case .blanks:
            noteEmptySection()
            gap = .afterStanza
        }
    }

    private mutating func noteEmptySection() { emptySectionLine = emptySectionLine ?? line }

    /// The start of the line that ends before `end`, after carriage returns.
    @inline(__always)
    private func contentStart(upTo end: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        var start = lineStart
        while start < end, bytes[start] == carriageReturn { start += 1 }
        return start
    }

    @inline(__always)
    private mutating func takeLine(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) throws(Deb822Error) {
        let first = bytes[range.lowerBound]
        if isSpace(first) {
            try continueField(range, in: bytes)
        } else if first != numberSign || !allowsComments {
            try startField(range, in: bytes)
        }
    }

    private mutating func continueField(
        _ range: Range<Int>, in bytes: UnsafeRawBufferPointer
    ) throws(Deb822Error) {
        guard let last = fields.last else {
            // Blanks alone, between stanzas, say nothing.
            if trimmed(range, in: bytes).isEmpty {
                gap = .blanks
                return
            }
            throw .continuationWithoutField(line: line)
        }
        let end = range.upperBound - stanzaStart
        fields.extendLast(to: end)
        if end - last.start > limits.fieldByteCount { try refuseLastField(in: bytes) }
        if line - last.line >= limits.lineCount { try refuseLines(in: bytes) }
    }

    @inline(__always)
    private mutating func startField(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) throws(Deb822Error) {
        guard let colon = nearbyIndex(of: colon, in: range, of: bytes) else { throw .missingColon(line: line) }
        var nameEnd = colon
        while nameEnd > range.lowerBound, isSpace(bytes[nameEnd - 1]) { nameEnd -= 1 }
        guard nameEnd > range.lowerBound else { throw .invalidFieldName(line: line) }
        guard fields.count < limits.fieldCount else { throw .tooManyFields(line: line, limit: limits.fieldCount) }
        fields.append(
            FieldSpan(
                start: range.lowerBound - stanzaStart, nameEnd: nameEnd - stanzaStart,
                valueStart: colon + 1 - stanzaStart, end: range.upperBound - stanzaStart, line: line))
        if range.count > limits.fieldByteCount { try refuseLastField(in: bytes) }
    }

    private func refuseLastField(in bytes: UnsafeRawBufferPointer) throws(Deb822Error) {
        guard let field = fields.last else { return }
        throw .fieldTooLarge(name: shownName(of: field, in: bytes), line: field.line, limit: limits.fieldByteCount)
    }

    private func refuseLines(in bytes: UnsafeRawBufferPointer) throws(Deb822Error) {
        guard let field = fields.last else { return }
        throw .tooManyLines(name: shownName(of: field, in: bytes), line: field.line, limit: limits.lineCount)
    }

    private func shownName(of field: FieldSpan, in bytes: UnsafeRawBufferPointer) -> String {
        let name = bytes[stanzaStart + field.start..<stanzaStart + field.nameEnd]
        return String(decoding: name.prefix(Self.shownNameByteCount), as: UTF8.self)
    }

    /// Of a name in a message: a name may be as long as a field.
    private static let shownNameByteCount = 100

    private func checkStanzaSize(upTo end: Int) throws(Deb822Error) {
        guard end - stanzaStart > limits.stanzaByteCount else { return }
        throw .stanzaTooLarge(line: fields.first?.line ?? line, limit: limits.stanzaByteCount)
    }

    private mutating func emit(
        upTo end: Int, in bytes: UnsafeRawBufferPointer, _ body: (borrowing StanzaView) -> Void
    ) throws(Deb822Error) {
        guard !fields.isEmpty else { return }
        try checkStanzaSize(upTo: end)
        body(
            StanzaView(
                bytes: UnsafeRawBufferPointer(rebasing: bytes[stanzaStart...]), spans: fields.spans,
                byteOffset: droppedByteCount + stanzaStart, allowsComments: allowsComments))
        fields.removeAll()
    }
}
