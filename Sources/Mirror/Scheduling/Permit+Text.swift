import Timekeeping

extension Permit {
    /// This permit on one line of ASCII, for the marker in Root: words of `key=value`, parted by single spaces.
    package var encoded: String {
        var words = ["upstream=\(escaped(upstream.text))", "mirror=\(escaped(mirror))"]
        if let overrideReason { words.append("override=\(escaped(overrideReason))") }
        words.append("state=\(isReturned ? "returned" : "spent")")
        return (words + connections.map { "connection=\($0.encoded)" }).joined(separator: " ")
    }

    /// Reads `encoded` back; nil for anything else. Words with an unknown key are passed over, for a later version may have written them.
    package init?(encoded text: String) {
        var values: [Substring: Substring] = [:]
        var connections: [Connection] = []
        for word in text.split(separator: " ") {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            if parts[0] == "connection" {
                guard let connection = Connection(encoded: parts[1]) else { return nil }
                connections.append(connection)
            } else {
                values[parts[0]] = parts[1]
            }
        }
        guard let upstream = values["upstream"].flatMap(unescaped), let mirror = values["mirror"].flatMap(unescaped),
            let first = connections.first, let state = values["state"], ["spent", "returned"].contains(state)
        else { return nil }
        let overrideReason = values["override"].flatMap(unescaped)
        self.init(
            upstream: UpstreamKey(upstream), mirror: mirror, overrideReason: overrideReason, first: first,
            later: Array(connections.dropFirst()), isReturned: state == "returned")
    }
}

extension Connection {
    fileprivate var encoded: String {
        var parts = [opened.encoded, lastActive.encoded, outcome?.rawValue ?? "open"]
        if let corrected { parts.append(corrected.encoded) }
        return parts.joined(separator: ",")
    }

    fileprivate init?(encoded text: Substring) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard (3...4).contains(parts.count), let opened = ClockReading(encoded: parts[0]),
            let lastActive = ClockReading(encoded: parts[1])
        else { return nil }
        self.init(opened: opened)
        self.lastActive = lastActive
        if parts[2] != "open" {
            guard let outcome = ConnectionOutcome(rawValue: String(parts[2])) else { return nil }
            self.outcome = outcome
        }
        if parts.count == 4 {
            guard let corrected = ClockReading(encoded: parts[3]) else { return nil }
            self.corrected = corrected
        }
    }
}

extension ClockReading {
    fileprivate var encoded: String { "\(wall.iso8601)/\(secondsSinceBoot)/\(escaped(bootID))" }

    fileprivate init?(encoded text: Substring) {
        let parts = text.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let wall = Instant(iso8601: String(parts[0])), let seconds = Int64(parts[1]),
            seconds >= 0,
            let bootID = unescaped(parts[2])
        else { return nil }
        self.init(wall: wall, secondsSinceBoot: seconds, bootID: bootID)
    }
}

/// `text` with every byte as `%NN` that is no graphic ASCII character or that has a meaning here.
private func escaped(_ text: String) -> String {
    text.utf8.reduce(into: "") { result, byte in
        let scalar = Unicode.Scalar(byte)
        if (0x21...0x7E).contains(byte), !"%=,".unicodeScalars.contains(scalar) {
            result.unicodeScalars.append(scalar)
        } else {
            result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}

private func unescaped(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
}
