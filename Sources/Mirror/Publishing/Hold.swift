package import Timekeeping

/// A signed text that a generation serves.
package struct PublishedRelease: Sendable, Hashable, Comparable {
    /// Relative to the archive's root, as `dists/bookworm/InRelease`.
    package let path: String
    /// Lower-case hexadecimal SHA-256 of the file.
    package let digest: String

    package init(path: String, digest: String) {
        self.path = path
        self.digest = digest
    }

    package static func < (left: PublishedRelease, right: PublishedRelease) -> Bool {
        (left.path, left.digest) < (right.path, right.digest)
    }
}

/// What a mirror was rolled back from. Until it is lifted, none of it is published again.
package struct Hold: Sendable, Hashable {
    /// The generation that was left, as the last rollback found it.
    package let generation: GenerationName
    package let since: Instant
    /// Sorted: what was left and is not served now; all that was left, when nothing signed differs. Empty for an archive without
    /// signed texts, of which nothing is published then.
    package let releases: [PublishedRelease]

    package init(generation: GenerationName, since: Instant, releases: some Sequence<PublishedRelease>) {
        self.generation = generation
        self.since = since
        self.releases = releases.sorted()
    }

    /// Whether a tree with these signed texts is one that was rolled back from.
    package func blocks(_ published: [PublishedRelease]) -> Bool {
        releases.isEmpty || !Set(releases).isDisjoint(with: published)
    }
}
