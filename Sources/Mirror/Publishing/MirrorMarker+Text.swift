import Posix
import Timekeeping

/// One stanza of deb822 (deb822(5)) in a form so narrow that this module needs no parser of the archive's files.
extension MirrorMarker {
    var text: String {
        var lines = ["# Written by mirrorward: this directory belongs to it. See `mirrorward status`."]
        lines.append("Mirror: \(Self.singleLine(mirror))")
        lines.append("Identifier: \(identifier)")
        lines.append("Created: \(created.iso8601)")
        if let permit { lines.append("Permit: \(Self.singleLine(permit))") }
        if let previous { lines.append("Previous: \(previous)") }
        if !pinned.isEmpty { lines.append("Pinned: \(pinned.sorted().map(\.description).joined(separator: " "))") }
        if let hold {
            lines.append("Rolled-Back-From: \(hold.generation)")
            lines.append("Rolled-Back-At: \(hold.since.iso8601)")
            lines.append("Rolled-Back-Releases:")
            lines += hold.releases.map { " \($0.digest) \(Self.singleLine($0.path))" }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// - Throws: `markerUnreadable` with the line, counted from 1.
    init(text: String, path: String) throws(PublishingError) {
        let fields = try MarkerFields(text: text, path: path)
        let identifier = try fields.required("Identifier") { $0 }
        self.init(
            mirror: try fields.required("Mirror") { $0 }, identifier: identifier,
            created: try fields.required("Created") { Instant(iso8601: $0) })
        permit = try fields.optional("Permit") { $0 }
        previous = try fields.optional("Previous") { GenerationName($0) }
        pinned = try fields.optional("Pinned", Self.generations) ?? []
        hold = try fields.optional("Rolled-Back-From") { GenerationName($0) }.map {
            generation throws(PublishingError) in
            Hold(
                generation: generation, since: try fields.required("Rolled-Back-At") { Instant(iso8601: $0) },
                releases: try fields.required("Rolled-Back-Releases", Self.releases))
        }
    }

    private static func generations(_ value: String) -> Set<GenerationName>? {
        let words = value.split(separator: " ").map(String.init)
        let names = words.compactMap { GenerationName($0) }
        return names.count == words.count ? Set(names) : nil
    }

    private static func releases(_ value: String) -> [PublishedRelease]? {
        let lines = value.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
        guard lines.allSatisfy({ $0.count == 2 }) else { return nil }
        return lines.map { PublishedRelease(path: String($0[1]), digest: String($0[0])) }
    }

    /// A line break in a value would begin a field of its own.
    private static func singleLine(_ text: String) -> String { escapedForTerminal(text) }
}

/// The fields of the marker with the lines on which they begin. Fields of a later version are passed over.
private struct MarkerFields {
    private var values: [String: (value: String, line: Int)] = [:]
    private let path: String
    private var lastLine = 0

    init(text: String, path: String) throws(PublishingError) {
        self.path = path
        var name: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            lastLine += 1
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix(" "), let name {
                values[name]?.value += "\n" + line.dropFirst()
                continue
            }
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
                throw .markerUnreadable(path: path, line: lastLine)
            }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            name = String(line[..<colon])
            values[String(line[..<colon])] = (String(value), lastLine)
        }
    }

    func optional<Value>(_ name: String, _ read: (String) -> Value?) throws(PublishingError) -> Value? {
        guard let field = values[name] else { return nil }
        guard let value = read(field.value) else { throw .markerUnreadable(path: path, line: field.line) }
        return value
    }

    /// Where the field is missing, the end of the text counts as its line.
    func required<Value>(_ name: String, _ read: (String) -> Value?) throws(PublishingError) -> Value {
        guard let value = try optional(name, read) else { throw .markerUnreadable(path: path, line: lastLine) }
        return value
    }
}
