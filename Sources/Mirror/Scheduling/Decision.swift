package import Timekeeping

/// Who asks for a sync.
package enum SyncRequest: Sendable, Hashable {
    /// `sync` without names: what is due.
    case due
    /// `sync NAME`: the minute is ignored, the permit is not.
    case named
    /// `sync NAME --override-policy REASON`.
    case overridden(reason: String)
}

/// Whether an upstream may be contacted now.
package enum Decision: Sendable, Hashable {
    case allowed(Allowance)
    /// `until` is when the same request is allowed, if nothing else happens until then.
    case held(HoldReason, until: Instant)
}

/// What a sync may do.
package struct Allowance: Sendable, Hashable {
    package var grant: Grant
    /// Seconds to wait before the permit is spent: the splay, cut before midnight. After the wait the policy is asked again, with a
    /// splay of 0.
    package var delay: Int64
    /// What would have held the sync, had it not been overridden.
    package var overridden: HoldReason?

    package init(grant: Grant, delay: Int64 = 0, overridden: HoldReason? = nil) {
        self.grant = grant
        self.delay = delay
        self.overridden = overridden
    }
}

package enum Grant: Sendable, Hashable {
    case newPermit
    /// A session that a crash or a signal cut goes on under its permit.
    case resume(Permit)
    /// An upstream that said "max connections" is asked again under the same permit.
    case askAgain(Permit)
}

/// Why an upstream may not be contacted now.
package enum HoldReason: Sendable, Hashable {
    /// A permit was spent on this calendar day: by `mirror`, whose last connection was opened at `opened`.
    case spentToday(day: CalendarDay, opened: Instant, mirror: String)
    /// Less than the 18 hours have passed since the last opening, which was on another day.
    case tooSoon(opened: Instant, secondsAgo: Int64, mirror: String)
    /// The upstream's word that ended the day.
    case refused(ConnectionOutcome, at: Instant, mirror: String)
    /// The upstream said "max connections", that many times; the last time at `last`.
    case upstreamFull(answers: Int, last: Instant, mirror: String)
    /// The upstream was not reached, that many times on the day of `last`; the permit was given back each time.
    case neverReached(times: Int, last: Instant)
    /// It is before the mirror's minute of the day.
    case beforeMinute(Int)
    /// The wall clock shows a time before this program was written.
    case clockNotSet(Instant)
}
