import FoundationEssentials
import MirrorRegistry
import SQLite
import Timekeeping

/// The JSON of a value that is stored.
///
/// What is stored is read by later versions: to a type that is stored only optional properties may be added, or a migration has to
/// fill in the new ones.
/// - Throws: where it could not be read again, so that one odd value cannot make the store unreadable.
func storedBody<Body: Codable & Equatable>(_ value: Body) throws(SQLiteError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
        let body = String(decoding: try encoder.encode(value), as: UTF8.self)
        if try JSONDecoder().decode(Body.self, from: Data(body.utf8)) == value { return body }
    } catch {}
    throw SQLiteError(unexpectedRow: "not to be written as JSON", context: "\(Body.self)")
}

/// The value whose JSON was stored.
func readBody<Body: Decodable>(_ body: String, _ type: Body.Type = Body.self) throws(SQLiteError) -> Body {
    do { return try JSONDecoder().decode(type, from: Data(body.utf8)) } catch {
        throw SQLiteError(unexpectedRow: "JSON that no program of ours wrote", context: "\(type)")
    }
}

/// Most items of a report, and most scalars of each text in it, that are kept: what mirrors say ends up in there.
private let itemLimit = 400
private let textLimit = 2000

extension CheckReport {
    /// The report within bounds, without dates that ISO 8601 has no year for: those come from mirrors.
    var bounded: CheckReport {
        var report = self
        report.items = items.prefix(itemLimit).map(\.bounded)
        report.seconds = seconds.isFinite ? seconds : 0
        report.facts = facts.bounded
        return report
    }
}

extension CheckItem {
    fileprivate var bounded: CheckItem {
        var item = self
        item.subject = cut(subject)
        item.summary = cut(summary)
        item.evidence = evidence.prefix(itemLimit).map { Evidence(cut($0.name), cut($0.value)) }
        item.reproduction = reproduction.map(cut)
        return item
    }
}

extension CheckFacts {
    fileprivate var bounded: CheckFacts {
        var facts = self
        facts.certificateExpires = writable(certificateExpires)
        facts.lastSync = writable(lastSync)
        facts.suites = suites.mapValues { suite in
            var suite = suite
            suite.date = writable(suite.date)
            suite.validUntil = writable(suite.validUntil)
            return suite
        }
        facts.latencySeconds = finite(latencySeconds)
        facts.requestSeconds = finite(requestSeconds)
        facts.bytesPerSecond = finite(bytesPerSecond)
        return facts
    }
}

/// Scalars count: a single character may bear any number of marks.
private func cut(_ text: String) -> String {
    guard text.utf8.count > textLimit, text.unicodeScalars.count > textLimit else { return text }
    return String(text.unicodeScalars.prefix(textLimit)) + "..."
}

private func finite(_ number: Double?) -> Double? { number.flatMap { $0.isFinite ? $0 : nil } }

private func writable(_ instant: Instant?) -> Instant? { instant.flatMap { Instant(iso8601: $0.iso8601) } }
