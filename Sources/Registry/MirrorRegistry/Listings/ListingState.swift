/// Where a mirror stands between its submission and its end.
package enum ListingState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Proposed, and not looked at yet.
    case submitted
    /// Its first checks are running.
    case checking
    /// Checked; the maintainer is to decide.
    case pending
    /// On the public list and well.
    case approved
    /// On the public list, after a bad day.
    case degraded
    /// Taken off the list by its health; it comes back by itself.
    case delisted
    /// Refused by the maintainer.
    case rejected
    /// Taken off the list by the maintainer for a time.
    case paused
    /// Taken off because its submitter seems to have lost it; only the maintainer brings it back.
    case quarantined
    /// Gone for good.
    case removed

    /// Whether the public list shows it.
    package var isPublic: Bool { self == .approved || self == .degraded }

    /// Whether the daily checks look at it.
    package var isChecked: Bool {
        switch self {
        case .submitted, .checking, .pending, .approved, .degraded, .delisted, .quarantined: true
        case .rejected, .paused, .removed: false
        }
    }
}
