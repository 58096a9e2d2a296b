package import Timekeeping

/// An InRelease of the archive that the registry has seen.
package struct SeenRelease: Sendable, Hashable, Codable {
    package var suite: String
    /// SHA-256 of its bytes, in hexadecimal.
    package var digest: String
    package var date: Instant?
    /// When the registry saw it at the archive first.
    package var firstSeenAt: Instant
    /// As the fields of that name in it.
    package var components: [String]
    package var architectures: [String]

    package init(
        suite: String, digest: String, date: Instant?, firstSeenAt: Instant, components: [String] = [],
        architectures: [String] = []
    ) {
        self.suite = suite
        self.digest = digest
        self.date = date
        self.firstSeenAt = firstSeenAt
        self.components = components
        self.architectures = architectures
    }
}

/// The generations of the archive, by which a mirror's lag is measured: an archive that is quiet for weeks makes none stale.
package struct ArchiveHistory: Sendable, Hashable {
    /// By suite, the oldest first; no two neighbours are equal.
    private let generations: [String: [Generation]]
    /// By suite, the digest of what the archive serves now, where it is not the last that appeared.
    private let present: [String: String]

    private struct Generation: Sendable, Hashable {
        var digest: String
        var date: Instant?
        var appearedAt: Instant
    }

    /// - Parameter present: the digest of what the archive serves now, by suite, where it is known: an archive may go back to an
    ///   earlier generation, which was first seen before others.
    package init(_ seen: [SeenRelease], present: [String: String] = [:]) {
        let generations = Dictionary(grouping: seen, by: \.suite).mapValues(Self.inOrder)
        self.generations = generations
        self.present = present.filter { suite, digest in
            generations[suite].map { list in list.contains { $0.digest == digest } && list.last?.digest != digest }
                ?? false
        }
    }

    /// Where an InRelease stands among the generations of its suite.
    package enum Placement: Sendable, Hashable {
        /// The archive's present one.
        case newest
        /// So many generations behind; the lag runs from when the one after it appeared.
        case behind(generations: Int, lagSeconds: Int64)
        /// The registry never saw it; the lag runs from when the first one with a later Date appeared.
        case unseen(lagSeconds: Int64)
        /// Its Date is past those of all.
        case future
        /// The suite is unknown, or neither it nor the archive's states a Date.
        case unknown
    }

    /// - Parameter now: until when the lag runs.
    package func placement(suite: String, digest: String, date: Instant?, now: Instant) -> Placement {
        guard let list = generations[suite], let last = list.last else { return .unknown }
        if (present[suite] ?? last.digest) == digest { return .newest }
        if let index = list.lastIndex(where: { $0.digest == digest }) {
            return behind(index, list, isReverted: present[suite] != nil, now: now)
        }
        guard let date, let newestDate = list.compactMap(\.date).max() else { return .unknown }
        if date > newestDate { return .future }
        let next = list.first { ($0.date ?? $0.appearedAt) > date }
        return .unseen(lagSeconds: next.map { max(0, now.seconds(since: $0.appearedAt)) } ?? 0)
    }

    private func behind(_ index: Int, _ list: [Generation], isReverted: Bool, now: Instant) -> Placement {
        let later = list.dropFirst(index + 1)
        // The archive took back the last one. When it did nobody noted, so that it is not held against who still has it.
        guard let next = later.first else { return .behind(generations: 1, lagSeconds: 0) }
        return .behind(
            generations: later.count + (isReverted ? 1 : 0), lagSeconds: max(0, now.seconds(since: next.appearedAt)))
    }

    /// Of two that were seen first at one second, the one with the earlier Date stands first, else the one that came first.
    private static func inOrder(_ seen: [SeenRelease]) -> [Generation] {
        let sorted = seen.enumerated().sorted { left, right in
            let first = (left.element.firstSeenAt, left.element.date ?? left.element.firstSeenAt, left.offset)
            return first < (right.element.firstSeenAt, right.element.date ?? right.element.firstSeenAt, right.offset)
        }
        var list: [Generation] = []
        for release in sorted.map(\.element) where list.last?.digest != release.digest {
            list.append(Generation(digest: release.digest, date: release.date, appearedAt: release.firstSeenAt))
        }
        // The oldest was there before the registry looked for the first time; its Date is nearer to when it appeared.
        if let first = list.first, let date = first.date { list[0].appearedAt = min(date, first.appearedAt) }
        return list
    }
}
