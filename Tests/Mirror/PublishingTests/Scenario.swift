import Glibc
import Posix
import Publishing
import TestSupport
import Timekeeping

/// What is done to a mirror that serves `wren` and served `robin` before it.
enum Scenario: CaseIterable, Sendable {
    case publish, publishWhileHeld, publishTraces, rollBack, resume, recover
    case retire, removeRetired, mend
    case claimStaging, prepareNext, prepareNextFromNothing, prepareKept, prepareReused
    case takeOut, linkFromLive, keepGrace

    func arrange(_ mirror: TestMirror) throws {
        try mirror.publish("robin", day: 0)
        try mirror.publish("wren", day: 1)
        switch self {
        case .publish: try mirror.stage("tern")
        case .publishWhileHeld:
            try mirror.publish("cuckoo", day: 2)
            try rollBack(mirror, from: "cuckoo", to: "wren", FailingEffects().effects)
            try mirror.stage("tern")
        case .publishTraces:
            let effects = FailingEffects().effects
            let origin = try mirror.root.claimStaging(keeping: 2, pinned: [], effects)
            try StagedTree(mirror.root, effects).prepareNext(origin)
            try mirror.write("new trace", to: "staging/project/trace/mirror.example.org")
            try mirror.write("other trace", to: "staging/project/trace/upstream.example.org")
        case .resume:
            try mirror.publish("tern", day: 2)
            try rollBack(mirror, from: "tern", to: "wren", FailingEffects().effects)
        case .recover:
            try mirror.stage("tern")
            try renameFile(mirror.root.staging, to: mirror.root.path(of: TestMirror.generation(2)))
            try mirror.write("", to: ".public.new")
            try mirror.write("", to: ".publishing.tmp")
        case .retire, .rollBack, .prepareNextFromNothing: break
        case .removeRetired:
            try mirror.write("old", to: "generations/.removing-20200101T000000Z/dists/old")
            try mirror.write("old", to: "generations/.removing-20200101T000000Z/pool/old.deb")
        case .mend: try mirror.write("common", to: "\(Self.older)/pool/common.deb")
        case .claimStaging, .prepareNext, .prepareReused:
            let old = "generations/\(try TestMirror.generation(-1))"
            try mirror.write("old", to: "\(old)/pool/old.deb")
            try mirror.write("old", to: "\(old)/pool/wren.deb/a file where a directory was")
            try mirror.write("old", to: "\(old)/gone/old")
            try mirror.root.setStamp(TestMirror.generation(0))
        case .prepareKept:
            try mirror.write("half of the next", to: "staging/pool/next.deb")
        case .takeOut:
            try mirror.stage("tern")
            try mirror.write("unsafe", to: "staging/odd/inside")
        case .linkFromLive, .keepGrace:
            try mirror.write("deep", to: "\(Self.live)/by-hash/SHA256/deep")
            try mirror.stage("tern")
        }
    }

    func act(_ mirror: TestMirror, _ effects: FileEffects) throws {
        switch self {
        case .publish, .publishWhileHeld:
            _ = try StagedTree(mirror.root, effects).publish(TestMirror.releases("tern"), at: TestMirror.day(3))
        case .publishTraces:
            try StagedTree(mirror.root, effects).publishTraces(comparedWith: TestMirror.generation(1))
        case .rollBack: try rollBack(mirror, from: "wren", to: "robin", effects)
        case .resume:
            _ = try mirror.root.resume(effects)
            _ = try mirror.root.recover(effects)
        case .recover: _ = try mirror.root.recover(effects)
        case .retire: try mirror.root.retire(TestMirror.generation(0), pinned: [], effects)
        case .removeRetired: try mirror.root.removeRetired(effects)
        case .mend: try mend(mirror, effects)
        case .claimStaging: _ = try mirror.root.claimStaging(keeping: 2, pinned: [], effects)
        case .prepareNext, .prepareNextFromNothing:
            let origin = try mirror.root.claimStaging(keeping: 2, pinned: [], effects)
            try StagedTree(mirror.root, effects).prepareNext(origin)
        case .prepareKept, .prepareReused:
            let origin = try mirror.root.claimStaging(keeping: 2, pinned: [], effects)
            _ = try StagedTree(mirror.root, effects).prepareForTransfer(origin)
        case .takeOut: try StagedTree(mirror.root, effects).takeOut(["odd", "pool/tern.deb", "pool/absent.deb"])
        case .linkFromLive:
            let staged = try StagedTree(mirror.root, effects)
            for path in ["by-hash/SHA256/deep", "pool/common.deb"] { _ = try staged.linkFromLive(path) }
        case .keepGrace:
            _ = try StagedTree(mirror.root, effects).keepGrace(
                ["pool/wren.deb", "pool/robin.deb", "by-hash/SHA256/deep"].map {
                    GraceFile(path: $0, keepUntil: TestMirror.day(9))
                }, from: [TestMirror.generation(1), TestMirror.generation(0)])
        }
    }

    /// What may be served after a failure.
    var served: Set<String> {
        switch self {
        case .publish, .publishWhileHeld, .resume, .recover: ["wren", "tern"]
        case .rollBack: ["wren", "robin"]
        default: ["wren"]
        }
    }

    /// `mend` of the file that the older generation holds beside the live one's.
    func mend(_ mirror: TestMirror, _ effects: FileEffects) throws {
        let path = "pool/common.deb"
        let file = "\(mirror.root.path)/\(try Self.older)/\(path)"
        try mirror.root.mend(path, inode: require(fileStatus(file)).inode, effects)
    }

    private static var live: String { get throws { "generations/\(try TestMirror.generation(1))" } }
    private static var older: String { get throws { "generations/\(try TestMirror.generation(0))" } }

    private func rollBack(
        _ mirror: TestMirror, from: String, to: String, _ effects: FileEffects
    ) throws {
        try mirror.root.rollBack(
            Generations(of: mirror.root).rollback(), leaving: TestMirror.releases(from),
            returning: TestMirror.releases(to), at: TestMirror.day(3), effects)
    }
}

extension MirrorRoot {
    func setStamp(_ generation: GenerationName) throws {
        try FileEffect.symbolicLink("\(path)/.staging-of", target: generation.description).carryOut()
    }
}
