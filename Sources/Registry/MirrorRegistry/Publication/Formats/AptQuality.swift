/// How soon apt should ask a mirror: the lower, the sooner.
///
/// apt asks mirrors of one priority in an order that it draws for each file, and those of a higher number only when a file could
/// not be had before. So mirrors that are about as good share one priority: a strict order would send every client to the best, and
/// a client to a broken one again and again.
///
/// A stale mirror comes late, for apt cannot tell: a new client installs yesterday's packages without a word, and one that has newer
/// lists keeps those and asks the next for the packages (measured with apt 2.6.2).
struct AptQuality: Sendable, Hashable, Comparable {
    /// What comes before any score.
    enum Standing: Int, Sendable, Hashable {
        /// It had the newest generation when it was looked at last.
        case current
        case unknown
        /// It answers, and clients of it get yesterday's packages.
        case behind
        /// On the list, after a bad day.
        case degraded
    }

    let standing: Standing
    /// How many times its score, plus one, can be halved: mirrors whose scores are within a doubling are equal.
    let scoreClass: Int

    init(_ mirror: PublicMirror) {
        standing = Self.standing(of: mirror)
        guard let score = mirror.score, score.isFinite else {
            scoreClass = Self.lastScoreClass
            return
        }
        var rest = max(0, score) + 1
        var halvings = 0
        while rest >= 2, halvings < Self.lastScoreClass {
            rest /= 2
            halvings += 1
        }
        scoreClass = halvings
    }

    /// Where a mirror without a score stands, behind all that have one; scores beyond two to that power are as bad as any.
    private static let lastScoreClass = 20

    private static func standing(of mirror: PublicMirror) -> Standing {
        if mirror.state != .approved { return .degraded }
        guard let lag = mirror.lagSeconds else { return .unknown }
        return lag > 0 ? .behind : .current
    }

    static func < (left: AptQuality, right: AptQuality) -> Bool {
        (left.standing.rawValue, left.scoreClass) < (right.standing.rawValue, right.scoreClass)
    }
}
