/// A stanza of a small file, in memory of its own.
package struct Stanza: Sendable, Hashable {
    package var fields: [Field]

    package init(_ fields: [Field] = []) {
        self.fields = fields
    }

    /// The line of the first field, from 1; 0 in a stanza that was not read.
    package var line: Int { fields.first?.line ?? 0 }

    /// The field called `name`, whatever its case; the last one, as in apt.
    package subscript(_ name: String) -> Field? {
        fields.last { $0.isCalled(name) }
    }

    /// Adds a field at the end.
    package mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name, value))
    }
}

/// A field of a stanza: its name as written, and the lines of its value.
package struct Field: Sendable, Hashable {
    package struct Line: Sendable, Hashable {
        /// From 1; 0 in a field that was not read.
        package let number: Int
        /// Without the blanks around it, the line end and a carriage return before that.
        package let bytes: ArraySlice<UInt8>

        /// Bytes that are not UTF-8 become U+FFFD.
        package var text: String { String(decoding: bytes, as: UTF8.self) }

        /// What blanks separate.
        package var words: [String] {
            bytes.split(whereSeparator: isBlank).map { String(decoding: $0, as: UTF8.self) }
        }
    }

    package let name: String
    /// The line that the name stands on.
    package let line: Int
    /// The first is what follows the colon, empty where nothing does; the others are the continuation lines.
    package let lines: [Line]

    init(name: String, line: Int, lines: [Line]) {
        self.name = name
        self.line = line
        self.lines = lines
    }

    /// A field to be written. Each line of `value` after the first becomes a continuation line.
    package init(_ name: String, _ value: String) {
        self.init(
            name: name, line: 0,
            lines: value.utf8.split(separator: newline, omittingEmptySubsequences: false).map {
                Line(number: 0, bytes: ArraySlice($0))
            })
    }

    /// The lines of the value, joined by newlines; the empty first line before a list is left out.
    package var value: String {
        let filled = lines.count > 1 && lines[0].bytes.isEmpty ? lines.dropFirst() : lines[...]
        return filled.map(\.text).joined(separator: "\n")
    }

    /// What blanks and line ends separate.
    package var words: [String] { lines.flatMap(\.words) }

    package func isCalled(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count
            && zip(name.utf8, other.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }
}
