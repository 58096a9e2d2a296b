/// Why a run says nothing of the mirrors.
package enum OwnOutage: Sendable, Hashable {
    case archive
    case controls(failed: Int, of: Int)
    case mirrors(failed: Int, of: Int)

    /// What happened, in one line without a full stop.
    package var message: String {
        switch self {
        case .archive: "the archive itself could not be read"
        case .controls(let failed, let count): "\(failed) of \(count) control addresses failed"
        case .mirrors(let failed, let count): "\(failed) of \(count) mirrors on the list failed at once"
        }
    }
}

/// Whether a run failed by our own fault, so that it changes nothing; nil where it counts.
///
/// - Parameters:
///   - controlFailures: how many of `controlCount` addresses that have nothing to do with the archive failed; most of them have to.
///   - results: how each mirror stands after the run, also those that a re-try left out as they were well before: a run of only those
///     that failed would be an outage each time. Only those on the list count: those that were delisted long ago fail every day. A
///     foreign signature at most of them is a key that we do not know, so it counts as a failure here.
package func ownOutage(
    archiveFailed: Bool, controlFailures: Int = 0, controlCount: Int = 0,
    results: [(state: ListingState, outcome: CheckOutcome)], rules: HealthRules = HealthRules()
) -> OwnOutage? {
    if archiveFailed { return .archive }
    if controlCount > 0, controlFailures > controlCount / 2 {
        return .controls(failed: controlFailures, of: controlCount)
    }
    let counted = results.filter { $0.state.isPublic && $0.outcome != .skipped }
    let failed = counted.filter { $0.outcome >= .failed }.count
    guard counted.count >= rules.ownOutageMirrorCount, failed * 100 > counted.count * rules.ownOutagePercent else {
        return nil
    }
    return .mirrors(failed: failed, of: counted.count)
}
