import TestSupport

/// A damage, and what both sides say of it.
struct Comparison: Sendable {
    enum Deviation: String, Sendable {
        /// Some client fails, and we do not say invalid.
        case milder
        /// Every client is content, and we say invalid.
        case stricter
        /// We say invalid and name something else, or only warn where a client of an optional index fails, and name nothing.
        case unnamed
        /// More than a warning where at most one is due.
        case tooLoud
    }

    let damage: ArchiveDamage
    /// Of the clients that fail.
    let complaints: [AptAnswer]
    let ours: OurAnswer

    /// Asks both sides.
    init(_ damage: ArchiveDamage) throws {
        let tree = try ShapeTree.sound(damage.shape)
        let directory = try TemporaryDirectory()
        let root = "\(directory.path)/tree"
        try tree.write(try tree.damaged(by: damage), to: root)
        let server = try WebServer.serving(root)
        self.damage = damage
        ours = try OurAnswer.of(root, keyring: try ShapeKeys.shared.get().keyring)
        complaints = try tree.shape.clients.map {
            try AptAnswer($0, of: tree.shape, url: server.url, omitted: damage.omitted)
        }
        .filter { $0.complaint != nil }
    }

    /// Whether those fail alone that want what is optional (Contents, dep11, cnf).
    var isOptionalAlone: Bool { !complaints.isEmpty && complaints.allSatisfy { $0.client == .optional } }

    /// The rule of agreement: if a client fails we say invalid, and an error names what is damaged or what rules it; where only
    /// the client of optional indexes fails, a warning is enough; if all are content we do not say invalid.
    var deviation: Deviation? {
        if damage.isWarningAtMost && ours.isInvalid { return .tooLoud }
        if complaints.isEmpty { return ours.isInvalid ? .stricter : nil }
        if !isOptionalAlone && !ours.isInvalid { return .milder }
        return finding == nil ? .unnamed : nil
    }

    /// The worst finding that names what is damaged, what rules it, or the very file of which a client complains.
    var finding: OurAnswer.Finding? {
        let warningsCount = complaints.isEmpty && !ours.isInvalid || isOptionalAlone
        return (warningsCount ? ["error", "warning"] : ["error"]).lazy.compactMap { severity in
            ours.findings.first { $0.severity == severity && names($0.path) }
        }.first
    }

    private func names(_ path: String) -> Bool {
        damage.isNamed(by: path)
            || complaints.contains {
                percentDecoded($0.complaint ?? "").replacing("//", with: "/").contains("/\(path) ")
            }
    }

    /// A line of the table, its columns divided by tabs: shape, damage, apt, ours, agreement.
    func row(_ reason: String?) -> String {
        let apt = complaints.first.map { "\($0.client.rawValue): \($0.complaint ?? "")" } ?? "content"
        let others = complaints.dropFirst().map(\.client.rawValue).joined(separator: ", ")
        let found = finding ?? ours.findings.first
        let what = found.map { " \($0.severity) \($0.code) \($0.path)" } ?? ""
        let agreement = deviation.map { "\($0.rawValue): \(reason ?? "NOT EXPECTED")" } ?? "agree"
        let columns = [
            damage.shape.rawValue, damage.description, apt + (others.isEmpty ? "" : " (also \(others))"),
            ours.verdict + what, agreement,
        ]
        return columns.map { String($0.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }) }.joined(
            separator: "\t") + "\n"
    }
}
