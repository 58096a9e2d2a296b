package import Configuration
import Publishing
import StateStore
import Timekeeping

extension Program {
    /// Serves another generation, the one before where `name` is nil, and holds what was left until `resume`. It waits for no
    /// transfer.
    ///
    /// - Returns: the generation that was left and the one that is served now.
    package func rollBack(
        _ mirror: MirrorConfiguration, to name: String?
    ) throws(Failure) -> (left: String, served: String) {
        let root = mirror.mirrorRoot
        let target = try name.map { name throws(Failure) in try generation(name, mirror) }
        let store = try openStore()
        _ = try openRoot(root, mirror, store)
        let rollback = try underPublicationLock(mirror) { () throws(Failure) in
            let rollback = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
                try Generations(of: root).rollback(to: target)
            }
            let leaving = try publishedReleases(root.path(of: rollback.left))
            let returning = try publishedReleases(root.path(of: rollback.target))
            try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
                try root.rollBack(rollback, leaving: leaving, returning: returning, at: machine.clock.now())
            }
            return rollback
        }
        try record(.rolledBack, "from \(rollback.left) to \(rollback.target)", mirror, store)
        try Failure.ofStore { () throws(StateStoreError) in
            try store.markPublished(rollback.target.description, of: mirror.name, at: machine.clock.now())
        }
        return (rollback.left.description, rollback.target.description)
    }

    /// Ends what rollback began: what was held may be published again, and the newest generation is at once.
    ///
    /// - Returns: the generation that was rolled back from, nil when nothing was held, and what is published now.
    package func resume(_ mirror: MirrorConfiguration) throws(Failure) -> (held: String?, published: String?) {
        let root = mirror.mirrorRoot
        let store = try openStore()
        let (hold, published) = try underPublicationLock(mirror) { () throws(Failure) in
            try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
                let hold = try root.resume()
                return (hold, hold == nil ? nil : try root.recover())
            }
        }
        guard let hold else { return (nil, nil) }
        if let published {
            try Failure.ofStore { () throws(StateStoreError) in
                try store.markPublished(published.description, of: mirror.name, at: machine.clock.now())
            }
        }
        try record(.resumed, "what was rolled back from \(hold.generation) may be published again", mirror, store)
        return (hold.generation.description, published?.description)
    }
}
