/// Reads stanzas from a stream that arrives in chunks of any size, in memory that holds one stanza and one chunk.
///
/// An empty line ends a stanza; a line of blanks alone continues a field. Carriage returns at either end of a line do not count:
/// a reader that saw no field in `\rSize: 9`, where apt sees one, would check another file than apt installs. Source:
/// `pkgTagSection::Scan`, apt-pkg/tagfile.cc; apt is laxer with lines that have no colon, which are errors here.
package struct StanzaScanner: ~Copyable {
    private let limits: Deb822Limits
    private let allowsComments: Bool
    private var window = ByteWindow(capacity: 512 << 10)
    private var fields: [FieldSpan] = []
    /// Bytes of the stream that lie before the window.
    private var droppedByteCount = 0
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
        fields.reserveCapacity(64)
    }

    /// Takes the next bytes of the stream and hands each stanza that they complete to `body`. After an error, no more is to
    /// be fed.
    ///
    /// - Throws: `Deb822Error`.
    package mutating func feed(
        _ chunk: UnsafeRawBufferPointer, _ body: (borrowing StanzaView) -> Void
    ) throws(Deb822Error) {
        window.append(chunk)
        try scanLines(body)
        window.drop(first: stanzaStart)
        droppedByteCount += stanzaStart
        lineStart -= stanzaStart
        searchStart -= stanzaStart
        stanzaStart = 0
    }

    /// Ends the stream: the last stanza needs neither a blank line nor a line end.
    ///
    /// - Throws: `Deb822Error`.
    package mutating func finish(_ body: (borrowing StanzaView) -> Void) throws(Deb822Error) {
        let content = contentStart(upTo: window.count)
        if content < window.count { try takeLine(content..<window.count) }
        if fields.isEmpty, gap == .blanks { noteEmptySection() }
        try emit(upTo: window.count, body)
    }

    private mutating func scanLines(_ body: (borrowing StanzaView) -> Void) throws(Deb822Error) {
        while let end = firstIndex(of: newline, in: window.bytes, from: searchStart) {
            let content = contentStart(upTo: end)
            if content == end {
                noteEmptyLine()
                try emit(upTo: end, body)
                stanzaStart = end + 1
            } else {
                try takeLine(content..<end)
            }
            line += 1
            lineStart = end + 1
            searchStart = lineStart
        }
        searchStart = window.count
        try checkStanzaSize(upTo: window.count)
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
    private func contentStart(upTo end: Int) -> Int {
        var start = lineStart
        while start < end, window.bytes[start] == carriageReturn { start += 1 }
        return start
    }

    private mutating func takeLine(_ range: Range<Int>) throws(Deb822Error) {
        let first = window.bytes[range.lowerBound]
        if isSpace(first) {
            try continueField(range)
        } else if first != numberSign || !allowsComments {
            try startField(range)
        }
    }

    private mutating func continueField(_ range: Range<Int>) throws(Deb822Error) {
        guard !fields.isEmpty else {
            // Blanks alone, between stanzas, say nothing.
            if trimmed(range, in: window.bytes).isEmpty {
                gap = .blanks
                return
            }
            throw .continuationWithoutField(line: line)
        }
        let (last, end) = (fields.count - 1, range.upperBound - stanzaStart)
        fields[last].end = end
        if end - fields[last].start > limits.fieldByteCount { try refuseLastField() }
    }

    private mutating func startField(_ range: Range<Int>) throws(Deb822Error) {
        let bytes = window.bytes
        guard let colon = firstIndex(of: colon, in: bytes, from: range.lowerBound), colon < range.upperBound else {
            throw .missingColon(line: line)
        }
        var nameEnd = colon
        while nameEnd > range.lowerBound, isSpace(bytes[nameEnd - 1]) { nameEnd -= 1 }
        guard nameEnd > range.lowerBound else { throw .invalidFieldName(line: line) }
        guard fields.count < limits.fieldCount else { throw .tooManyFields(line: line, limit: limits.fieldCount) }
        fields.append(
            FieldSpan(
                start: range.lowerBound - stanzaStart, nameEnd: nameEnd - stanzaStart,
                valueStart: colon + 1 - stanzaStart, end: range.upperBound - stanzaStart, line: line))
        if range.count > limits.fieldByteCount { try refuseLastField() }
    }

    private func refuseLastField() throws(Deb822Error) {
        guard let field = fields.last else { return }
        let name = window.bytes[stanzaStart + field.start..<stanzaStart + field.nameEnd].prefix(100)
        throw .fieldTooLarge(
            name: String(decoding: name, as: UTF8.self), line: field.line, limit: limits.fieldByteCount)
    }

    private func checkStanzaSize(upTo end: Int) throws(Deb822Error) {
        guard end - stanzaStart > limits.stanzaByteCount else { return }
        throw .stanzaTooLarge(line: fields.first?.line ?? line, limit: limits.stanzaByteCount)
    }

    private mutating func emit(
        upTo end: Int, _ body: (borrowing StanzaView) -> Void
    ) throws(Deb822Error) {
        guard !fields.isEmpty else { return }
        try checkStanzaSize(upTo: end)
        let bytes = UnsafeRawBufferPointer(rebasing: window.bytes[stanzaStart...])
        fields.withUnsafeBufferPointer { spans in
            body(
                StanzaView(
                    bytes: bytes, spans: spans, byteOffset: droppedByteCount + stanzaStart,
                    allowsComments: allowsComments))
        }
        fields.removeAll(keepingCapacity: true)
    }
}
