extension ValidationReport {
    /// The share of the archive, 0 to 1, that findings of these kinds concern; all are of one code.
    package func share(of kinds: [FindingKind]) -> (part: Double, subject: FindingCode.Subject)? {
        guard let subject = kinds.first?.code.facts.subject else { return nil }
        let count = kinds.reduce(0) { $0 + kindCounts[$1, default: 0] }
        let part: Double
        switch subject {
        case .poolFiles: part = ratio(count, statistics.poolFileCount)
        case .records: part = ratio(count, statistics.packageCount + statistics.sourceCount)
        // What is missing is not among those that were read.
        case .indexes: part = ratio(count, statistics.indexCount + count)
        case .suites: part = ratio(Set(kinds.flatMap(\.suites)).count, suites.count)
        }
        return (part, subject)
    }

    private func ratio(_ part: Int, _ whole: Int) -> Double {
        whole > 0 ? min(1, Double(part) / Double(whole)) : 1
    }
}
