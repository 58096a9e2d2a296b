/// A command to which something happens, and what the mirror serves before and after it.
enum FaultScenario: String, CaseIterable, Sendable, CustomStringConvertible {
    /// The first sync of a mirror.
    case firstSync = "first sync"
    /// Publishes a changed archive, keeps grace files, reuses the oldest generation, removes what was left of another, scrubs.
    case sync
    /// The upstream has nothing new but a trace.
    case unchanged
    case rollBack = "rollback"
    case resume
    case drop = "generations drop"
    /// Of a tree that a cut sync has left in staging.
    case publish

    var description: String { rawValue }

    /// What is served before; nil before the first publication.
    var old: Version? {
        switch self {
        case .firstSync: nil
        case .resume: .second
        case .sync, .unchanged, .rollBack, .drop, .publish: .third
        }
    }

    /// What is served when the command succeeds.
    var new: Version {
        switch self {
        case .firstSync, .sync, .publish: .fourth
        case .unchanged, .drop, .resume: .third
        case .rollBack: .second
        }
    }

    /// What the upstream has while the command runs.
    var offered: Version { self == .unchanged ? .thirdWithTrace : .fourth }

    func arguments(_ place: MirrorPlace) throws -> [String] {
        switch self {
        case .firstSync: ["sync", MirrorPlace.mirror]
        case .sync, .unchanged: MirrorPlace.syncAgain
        case .rollBack: ["rollback", MirrorPlace.mirror]
        case .resume: ["resume", MirrorPlace.mirror]
        case .drop: ["generations", "drop", MirrorPlace.mirror, try place.spareGeneration()]
        case .publish: ["publish", MirrorPlace.mirror]
        }
    }

    /// Generations that may be there when all is mended: those that are kept, and after a rollback the one that was gone back to.
    var generationLimit: Int { self == .rollBack || self == .resume ? 3 : 2 }
}

/// A state of the upstream.
enum Version: String, CaseIterable, Sendable {
    case first = "1.0-1"
    case second = "1.1-1"
    case third = "1.2-1"
    /// The third with a later trace.
    case thirdWithTrace
    case fourth = "1.3-1"
    case fifth = "1.4-1"

    /// Of the package `birdsong`.
    var package: String { self == .thirdWithTrace ? Version.third.rawValue : rawValue }
}
