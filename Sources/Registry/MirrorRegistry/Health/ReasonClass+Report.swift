/// Why a mirror with these faults is not on the list, as far as the public is told: by the worst of them.
package func reasonClass(of report: CheckReport) -> ReasonClass {
    if report.outcome == .condemned { return .foreign }
    let classes = Set(report.faults.map { reasonClass(of: $0.code) })
    return [.unreachable, .broken, .stale, .policy].first(where: classes.contains) ?? .other
}

private func reasonClass(of code: CheckCode) -> ReasonClass {
    switch code {
    case .addresses, .connection, .tls, .rsync, .addressFamily, .speed: .unreachable
    case .validity, .generation: .stale
    case .release, .signature, .mixture, .index, .byHash, .poolSize, .poolContent, .range, .trace: .broken
    case .url, .redirect, .sameServer: .policy
    case .proof: .lostControl
    case .bounds: .other
    }
}
