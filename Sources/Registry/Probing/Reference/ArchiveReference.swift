package import ArchiveModel
package import MirrorRegistry
package import Timekeeping

/// What mirrors are compared with: the archive as it is, and what is remembered of its earlier generations.
package struct ArchiveReference: Sendable {
    package var source: ArchiveSource
    package var readAt: Instant
    /// Sorted by name.
    package var suites: [ReferenceSuite]
    /// Of the present generation, and of earlier ones as far as they were given to `remembering`.
    package var samples: [GenerationSample]
    package var history: ArchiveHistory
    /// Suites that could not be read, with the reason.
    package var faults: [ReferenceFault]

    package init(
        source: ArchiveSource, readAt: Instant, suites: [ReferenceSuite], samples: [GenerationSample],
        faults: [ReferenceFault] = []
    ) {
        self.source = source
        self.readAt = readAt
        self.suites = suites
        self.samples = samples
        self.faults = faults
        history = ArchiveHistory(suites.map { $0.seen(at: readAt) })
    }

    package subscript(suite suite: String) -> ReferenceSuite? { suites.first { $0.name == suite } }

    /// The archive's present InRelease of each suite, as seen when it was read: what the registry is to remember.
    package var seen: [SeenRelease] { suites.map { $0.seen(at: readAt) } }

    /// With what the registry remembers of earlier generations.
    ///
    /// A present InRelease that is remembered already keeps the time at which it was seen first.
    package func remembering(_ seen: [SeenRelease], samples earlier: [GenerationSample] = []) -> ArchiveReference {
        var copy = self
        let known = Set(seen.map { "\($0.suite)\n\($0.digest)" })
        let unknown = self.seen.filter { !known.contains("\($0.suite)\n\($0.digest)") }
        let present = Dictionary(suites.map { ($0.name, $0.digest) }, uniquingKeysWith: { _, last in last })
        copy.history = ArchiveHistory(seen + unknown, present: present)
        let own = Set(samples.map { "\($0.suite)\n\($0.releaseDigest)" })
        copy.samples += earlier.filter { !own.contains("\($0.suite)\n\($0.releaseDigest)") }
        return copy
    }

    func sample(_ suite: String, _ digest: String) -> GenerationSample? {
        samples.first { $0.suite == suite && $0.releaseDigest == digest }
    }

    /// The generation that an index of these bytes belongs to.
    func generation(ofIndex path: String, digest: String, suite: String) -> GenerationSample? {
        samples.first { sample in
            sample.suite == suite && sample.indexes.contains { $0.path == path && $0.digest == digest }
        }
    }
}

/// A suite of the archive as it is.
package struct ReferenceSuite: Sendable {
    /// As in sources.list(5); flat archives end with a slash.
    package var name: String
    /// SHA-256 of the bytes of InRelease, or of Release where there is none.
    package var digest: String
    package var byteCount: Int
    /// Whether InRelease is there.
    package var hasInRelease: Bool
    package var release: ReleaseFile

    package var date: Instant? { release.date }

    func seen(at instant: Instant) -> SeenRelease {
        SeenRelease(
            suite: name, digest: digest, date: date, firstSeenAt: instant, components: release.components,
            architectures: release.architectures)
    }
}

/// Where the archive is read from.
package enum ArchiveSource: Sendable, Hashable {
    /// A published mirror of it: the directory that holds `dists/`, or the symlink that leads there.
    case directory(String)
    case url(MirrorURL)
}

/// The directory of a suite below the archive's root, with a slash at its end; empty for the root.
func suiteDirectory(_ suite: String) -> String {
    guard suite.hasSuffix("/") else { return "dists/\(suite)/" }
    return suite == "./" || suite == "/" ? "" : suite
}
