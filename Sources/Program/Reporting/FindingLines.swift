/// The lines of the first `limit` groups of findings, the blocking ones first, and how many more findings there are. A finding that
/// is alone in its group is shown whole; of the others three are examples.
///
/// - Parameters:
///   - groups: those of `findings` with their counts and shares; counted here where they are not given.
///   - offer: to add the line that waives what blocks.
package func findingLines(
    _ findings: [FindingReport], groups: [FindingGroup] = [], limit: Int, offer: WaiverOffer? = nil
) -> [String] {
    let members = Dictionary(grouping: findings, by: { FindingGroup.Key($0) })
    let known = Dictionary(groups.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let counted = grouped(findings).map { known[$0.key] ?? $0 }
    let ranked = counted.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
        .map(\.element)
    var lines = ranked.prefix(limit).flatMap { $0.lines(of: members[$0.key] ?? [], offer) }
    let rest = ranked.dropFirst(limit).reduce(0) { $0 + $1.count }
    if rest > 0 { lines.append("  ... and \(Reporting.counted(rest, "more finding"))") }
    return lines
}

/// Findings of a group that are shown where there are more.
private let exampleLimit = 3

private func rank(_ group: FindingGroup) -> Int {
    if group.isBlocking { return 0 }
    return ["error": 1, "warning": 2][group.severity] ?? 3
}

extension FindingGroup {
    fileprivate var key: Key { Key(self) }

    fileprivate func lines(of members: [FindingReport], _ offer: WaiverOffer?) -> [String] {
        if count == 1, let only = members.first { return only.lines(offer: offer) }
        var lines = ["  \(severity): \(code): \(counted(count, "finding"))\(shareText)"]
        if let meaning { lines.append("      \(meaning)") }
        lines += members.prefix(exampleLimit).map { "      - \(example($0))" }
        let rest = count - min(members.count, exampleLimit)
        if rest > 0 { lines.append("      - and \(countText(rest)) more") }
        if let aptSays = members.compactMap(\.aptSays).first { lines.append("      apt would say: \(aptSays)") }
        if let waiver { lines.append("      \(waiver.text)") }
        if let hint { lines.append("      what to do: \(hint)") }
        if let offer, isBlocking, members.contains(where: \.canBeWaived) {
            lines.append("      \(offer.text(code, pattern: commonPattern(of: members.map(\.path))))")
        }
        return lines
    }

    private func example(_ finding: FindingReport) -> String {
        let place = finding.path.isEmpty ? "the archive" : finding.path
        guard meaning != nil else { return "\(place): \(finding.message)" }
        return finding.facts.isEmpty ? place : "\(place): \(finding.facts)"
    }

    private var shareText: String {
        guard let share, let shareOf else { return "" }
        return ", \(percentText(share)) of the \(shareOf)"
    }
}

extension FindingGroup.Key {
    fileprivate init(_ group: FindingGroup) {
        code = group.code
        severity = group.severity
        isBlocking = group.isBlocking
        waiver = group.waiver
    }
}

/// The pattern that fits `paths`: what they have in common up to a slash, and `*`; the path itself where there is but one.
func commonPattern(of paths: [String]) -> String {
    guard let first = paths.first else { return "*" }
    if paths.allSatisfy({ $0 == first }) { return first }
    let common = paths.dropFirst().reduce(Substring(first)) { common, path in
        common.prefix(zip(common, path).prefix { $0 == $1 }.count)
    }
    let directory = common.lastIndex(of: "/").map { common[...$0] } ?? ""
    return directory + "*"
}

/// `share` of 1 in percent, with a digit behind the point below 10; never 0 for something and never 100 for less than all.
func percentText(_ share: Double) -> String {
    if share >= 1 { return "100 %" }
    if share <= 0 { return "0 %" }
    if share >= 0.1 { return "\(min(99, Int((share * 100).rounded()))) %" }
    let tenths = Int((share * 1000).rounded())
    return tenths < 1 ? "less than 0.1 %" : "\(tenths / 10).\(tenths % 10) %"
}
