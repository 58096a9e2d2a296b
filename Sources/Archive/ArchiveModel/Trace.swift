package import Timekeeping

/// A file below `project/trace/`, by which a mirror says when, from where and how it was last updated.
///
/// The form is that of ftpsync (`tracefile_content`, archvsync), which the checkers of Debian's mirrors read: a line of
/// date(1), then fields.
package struct Trace: Sendable, Hashable {
    /// When the update ended: the first line, or `Date`.
    package var date: Instant?
    /// When it began.
    package var started: Instant?
    /// The serial of the archive as its own trace gives it, for Debian `2026112203`.
    package var archiveSerial: String?
    /// The program and its version.
    package var creator: String?
    package var host: String?
    package var maintainer: String?
    package var suites: [String] = []
    /// `source` among them.
    package var architectures: [String] = []
    /// The host that the mirror pulls from.
    package var upstreamMirror: String?
    package var receivedByteCount: Int64?
    package var transferSeconds: Int64?
    /// What a registry of mirrors gave the operator to show: `Mirrorward-Proof`.
    package var proofToken: String?
    /// Every field of a trace that was read, in order; what is written does not come from here.
    package private(set) var fields: [TraceField] = []

    package init(date: Instant) {
        self.date = date
    }
}

/// A field of a trace that was read.
package struct TraceField: Sendable, Hashable {
    package let name: String
    package let value: String
}

extension Trace {
    /// Reads a trace, whoever wrote it: what cannot be read is left out.
    package init(reading bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0) }
        date = lines.first.flatMap { Instant(traceDate: $0) }
        fields = lines.dropFirst().compactMap { TraceField(line: $0) }
        date = self["Date"].flatMap { Instant(traceDate: $0) } ?? date
        started = self["Date-Started"].flatMap { Instant(traceDate: $0) }
        archiveSerial = self["Archive serial"]
        creator = self["Creator"]
        host = self["Running on host"]
        maintainer = self["Maintainer"]
        suites = words("Suites")
        architectures = words("Architectures")
        upstreamMirror = self["Upstream-mirror"]
        proofToken = self["Mirrorward-Proof"]
        receivedByteCount = self["Total bytes received in rsync"].flatMap { Int64($0) }
        transferSeconds = self["Total time spent in rsync"].flatMap { Int64($0) }
    }

    /// The value of the field `name`, whatever its case; nil where it is missing or empty.
    package subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() && !$0.value.isEmpty }?.value
    }

    private func words(_ name: String) -> [String] {
        (self[name] ?? "").split(whereSeparator: \.isWhitespace).map { String($0) }
    }
}

extension TraceField {
    /// nil where the line has no colon.
    fileprivate init?(line: String) {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        name = Self.trimmed(line[..<colon])
        value = Self.trimmed(line[line.index(after: colon)...])
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}

extension Trace {
    /// The trace as ftpsync would write it; fields without a value are left out.
    package var text: String {
        var lines: [String] = []
        if let date { lines = [date.traceDate, "Date: \(date.rfc2822)"] }
        func add(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append("\(name): \(Self.oneLine(value))")
        }
        add("Date-Started", started?.rfc2822)
        add("Archive serial", archiveSerial)
        add("Creator", creator)
        add("Running on host", host)
        add("Maintainer", maintainer)
        add("Suites", suites.joined(separator: " "))
        add("Architectures", architectures.joined(separator: " "))
        add("Architectures-Configuration", "ALL")
        add("Upstream-mirror", upstreamMirror)
        add("Total bytes received in rsync", receivedByteCount.map { "\($0)" })
        // There is one stage here; the checkers know the names of ftpsync's two.
        add("Total time spent in stage1 rsync", transferSeconds.map { "\($0)" })
        add("Total time spent in stage2 rsync", transferSeconds.map { _ in "0" })
        add("Total time spent in rsync", transferSeconds.map { "\($0)" })
        add("Average rate", averageRate.map { "\($0) B/s" })
        add("Mirrorward-Proof", proofToken)
        return lines.joined(separator: "\n") + "\n"
    }

    private var averageRate: Int64? {
        guard let bytes = receivedByteCount, let seconds = transferSeconds, seconds > 0 else { return nil }
        return bytes / seconds
    }

    /// A value must not make a line of its own.
    private static func oneLine(_ value: String) -> String {
        String(value.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
    }
}
