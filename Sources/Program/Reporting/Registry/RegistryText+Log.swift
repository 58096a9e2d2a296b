import MirrorRegistry
import Timekeeping

extension RegistryText {
    /// A row for each entry, its reason in a line below.
    package func log(_ rows: [LogRow]) -> String {
        if rows.isEmpty { return "no entry\n" }
        let width = rows.map { "\($0.entry.number)".count }.max() ?? 1
        return rows.map { lines(of: $0, numberWidth: width) }.joined(separator: "\n") + "\n"
    }

    private func lines(of row: LogRow, numberWidth: Int) -> String {
        let entry = row.entry
        let number = String(repeating: " ", count: max(0, numberWidth - "\(entry.number)".count)) + "\(entry.number)"
        let host = "\(entry.listing) \(singleLine(row.host))"
        let head = "\(number)  \(times.minute(entry.occurredAt))  \(padded(entry.action.rawValue, to: 10))  \(host)"
        let indent = String(repeating: " ", count: numberWidth + 4)
        let rest = wrapped(singleLine(details(entry)), width: 80 - indent.count).map { indent + $0 }
        return ([head] + rest).joined(separator: "\n")
    }

    /// An entry of one listing in one line.
    func sentence(_ entry: LogEntry) -> String {
        "\(entry.number), \(times.minute(entry.occurredAt)): \(entry.action.rawValue), \(details(entry))"
    }

    /// `pending -> approved by ada: fast and honest (policy, check 41)`.
    private func details(_ entry: LogEntry) -> String {
        let move: String
        if let from = entry.from, from != entry.to {
            move = "\(from.rawValue) -> \(entry.to.rawValue) "
        } else {
            move = entry.from == nil ? "\(entry.to.rawValue) " : ""
        }
        let notes = [entry.reasonClass?.rawValue, entry.check.map { "check \($0)" }].compactMap { $0 }
        return "\(move)by \(name(entry.actor))" + (entry.reason.isEmpty ? "" : ": \(entry.reason)")
            + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
    }

    private func name(_ actor: Actor) -> String {
        switch actor {
        case .person(let name): name
        case .submitter(let address): "its operator, \(address)"
        case .program: "the rules"
        }
    }
}
