import Glibc
import Posix
package import Timekeeping

/// The generations of a mirror and which of them is served, as they stood when they were read.
package struct Generations: Sendable, Hashable {
    /// Oldest first.
    package let names: [GenerationName]
    /// What the public link leads to; nil before the first publication, or when that generation has gone.
    package let live: GenerationName?
    /// What was served before it: after a rollback and a new publication that is not the newest of the older ones.
    private let previous: GenerationName?

    package init(names: [GenerationName], live: GenerationName?, previous: GenerationName? = nil) {
        self.names = names.sorted()
        self.live = live
        self.previous = previous
    }

    /// Reads the directory and the public link.
    ///
    /// - Throws: `publicIsNoLink`, `publicLeadsElsewhere`, `markerUnreadable`, `systemCall`.
    package init(of root: MirrorRoot) throws(PublishingError) {
        let names = try lifting { () throws(SystemCallError) in try entryNames(root.generations) }
            .compactMap { GenerationName($0) }
        let target = try root.publicTarget()
        self.init(
            names: names, live: target.flatMap { names.contains($0) ? $0 : nil },
            previous: try root.readMarker()?.previous)
    }

    /// The generation to which a rollback goes unless it is told another.
    package var predecessor: GenerationName? {
        guard let live else { return nil }
        if let previous, previous != live, names.contains(previous) { return previous }
        return names.last { $0 < live }
    }

    package var newest: GenerationName? { names.last }

    /// The newest generation where it was never published: its sync ended between the two renames.
    package var unpublished: GenerationName? {
        guard let newest else { return nil }
        guard let live else { return newest }
        return newest > live ? newest : nil
    }

    /// The generations beyond the newest `count`, oldest first, without those that are never reused or removed: the live one,
    /// its predecessor and the pinned ones.
    package func surplus(keeping count: Int, pinned: Set<GenerationName>) -> [GenerationName] {
        names.dropLast(max(count, 1)).filter { $0 != live && $0 != predecessor && !pinned.contains($0) }
    }

    /// The name of a generation published now: later than every other and than `known`, whatever the clock says.
    ///
    /// - Throws: `clockOutOfRange`.
    package func nextName(
        at now: Instant, laterThan known: GenerationName? = nil
    ) throws(PublishingError) -> GenerationName {
        guard let last = [newest, known].compactMap({ $0 }).max(), last.instant >= now || GenerationName(now) == nil
        else {
            guard let name = GenerationName(now) else { throw .clockOutOfRange(now) }
            return name
        }
        guard let name = GenerationName(last.instant.adding(seconds: 1)) else { throw .clockOutOfRange(last.instant) }
        return name
    }
}

extension MirrorRoot {
    /// The generation that the public link names, whether it is there or not; nil where there is no link.
    func publicTarget() throws(PublishingError) -> GenerationName? {
        guard
            let status = try lifting({ () throws(SystemCallError) in try fileStatus(publicLink, followingLinks: false) }
            )
        else { return nil }
        guard status.kind == .symbolicLink else { throw .publicIsNoLink(path: publicLink) }
        let target = try lifting { () throws(SystemCallError) in try symbolicLinkTarget(publicLink) } ?? ""
        let absolute = target.hasPrefix("/") ? target : "\(splitPath(publicLink).directory)/\(target)"
        let (directory, name) = splitPath(absolute)
        let isOurs = try lifting { () throws(SystemCallError) in
            try (realPath(directory) ?? directory) == (realPath(generations) ?? generations)
        }
        guard isOurs, let generation = GenerationName(name) else {
            throw .publicLeadsElsewhere(path: publicLink, target: target)
        }
        return generation
    }
}
