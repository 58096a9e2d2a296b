package import Configuration
import Posix
import Publishing
package import Reporting
import StateStore
import Timekeeping

extension Program {
    /// The generations of a mirror, the newest first, with what each alone holds.
    package func generations(_ mirror: MirrorConfiguration) throws(Failure) -> [GenerationReport] {
        let root = mirror.mirrorRoot
        let records =
            try openStoreForReading().map { store throws(Failure) in
                try Failure.ofStore { () throws(StateStoreError) in try store.generations(of: mirror.name) }
            } ?? []
        let generations = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try Generations(of: root)
        }
        let pinned = try pinnedGenerations(mirror)
        let sizes = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try GenerationSizes(of: root)
        }
        return generations.names.reversed().map { name in
            let record = records.first { $0.name == name.description }
            return GenerationReport(
                name: name.description, publishedAt: record?.publishedAt, verdict: record?.verdict,
                isServed: name == generations.live, isPinned: pinned.contains(name),
                aloneByteCount: sizes.own[name] ?? 0)
        }
    }

    /// Removes a generation that is neither served nor pinned.
    package func drop(_ name: String, of mirror: MirrorConfiguration) throws(Failure) {
        let generation = try generation(name, mirror)
        let store = try openStore()
        let pinned = try pinnedGenerations(mirror)
        let root = mirror.mirrorRoot
        try underPublicationLock(mirror) { () throws(Failure) in
            try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
                try root.retire(generation, pinned: pinned)
            }
        }
        try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in try root.removeRetired() }
        try record(.generationDropped, name, mirror, store)
        try Failure.ofStore { () throws(StateStoreError) in try store.forgetGeneration(name, of: mirror.name) }
    }

    /// Keeps a generation from being reused or removed, or lets it go.
    package func setPinned(_ isPinned: Bool, _ name: String, of mirror: MirrorConfiguration) throws(Failure) {
        let generation = try generation(name, mirror)
        let store = try openStore()
        // Under the lock, for a sync claims the oldest generation under it.
        let lock = try publicationLock(mirror)
        let names = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try Generations(of: mirror.mirrorRoot).names
        }
        guard names.contains(generation) else { throw .noSuchGeneration(name, mirror: mirror.name) }
        try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try mirror.mirrorRoot.updateMarker { marker in
                if isPinned { marker.pinned.insert(generation) } else { marker.pinned.remove(generation) }
            }
        }
        lock.release()
        try record(isPinned ? .pinned : .unpinned, name, mirror, store)
    }

    func generation(_ name: String, _ mirror: MirrorConfiguration) throws(Failure) -> GenerationName {
        guard let generation = GenerationName(name) else { throw .noSuchGeneration(name, mirror: mirror.name) }
        return generation
    }

    func record(
        _ kind: EventRecord.Kind, _ text: String, _ mirror: MirrorConfiguration, _ store: StateStore
    ) throws(Failure) {
        let event = EventRecord(mirror: mirror.name, occurredAt: machine.clock.now(), kind: kind, text: text)
        try Failure.ofStore { () throws(StateStoreError) in try store.record(event) }
    }
}
