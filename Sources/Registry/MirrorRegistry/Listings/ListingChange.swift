import Timekeeping

/// What an action changes in a listing besides its state.
package enum ListingChange: Sendable, Hashable {
    /// Of `submit` and `edit`: what stands in the listing from now on.
    case content(addresses: [MirrorURL], fields: ListingFields)
    /// Of `propose`.
    case proposal(Proposal)
    /// Of `window`: one more.
    case window(MaintenanceWindow)
    /// Of `window`: what runs ends now, and what is to come does not.
    case noWindows
    /// Of `proof`: whether the token was seen.
    case proof(Bool)
    /// Of `approve`: the minute of the day in UTC, for a listing that has none yet.
    case slot(Int)
    /// Of what the rules of health do.
    case health(HealthMemory)

    /// Whether the change belongs to `action`.
    func fits(_ action: RegistryAction) -> Bool {
        switch self {
        case .content: action == .submit || action == .edit
        case .proposal: action == .propose
        case .window, .noWindows: action == .window
        case .proof: action == .proof
        case .slot: action == .approve
        case .health: [.degrade, .recover, .delist, .return, .quarantine].contains(action)
        }
    }

    /// Whether `action` says nothing without a change.
    static func isNeeded(by action: RegistryAction) -> Bool {
        [.edit, .propose, .window, .proof].contains(action)
    }
}

extension Listing {
    mutating func take(_ change: ListingChange, at now: Instant) {
        switch change {
        case .content(let addresses, let fields): take(addresses: addresses, fields: fields)
        case .proposal(let proposal): self.proposal = proposal
        case .window(let window):
            windows = recentWindows(now) + [window]
        case .noWindows:
            windows = recentWindows(now).filter { $0.from < now }.map { window in
                MaintenanceWindow(from: window.from, until: min(window.until, now), reason: window.reason)
            }
        case .proof(let isSeen): isProofSeen = isSeen
        case .slot(let minute): slotMinute = slotMinute ?? minute
        case .health(let memory): health = memory
        }
    }

    /// Those that are over stay for two days: a day is judged anew after each of its checks.
    private func recentWindows(_ now: Instant) -> [MaintenanceWindow] {
        windows.filter { $0.until > now.adding(seconds: -2 * 86_400) }
    }

    /// Addresses at another host have to show the token there first.
    mutating func take(addresses: [MirrorURL], fields: ListingFields) {
        self.fields = fields
        guard let first = addresses.first else { return }
        self.addresses = addresses.sorted()
        guard first.host != host else { return }
        host = first.host
        isProofSeen = false
    }

    /// What a decision in favour of the mirror forgets: bad days and why it was off the list. What its operator was told stays.
    mutating func forgive(at now: Instant) {
        var memory = HealthMemory()
        memory.told = health.told
        memory.countsFrom = now
        health = memory
        reasonClass = nil
        pausedFrom = nil
    }
}
