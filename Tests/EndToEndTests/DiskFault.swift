import Glibc
import Posix
import TestSupport

/// Something wrong with a disk of the mirror, at a named step of a sync.
enum DiskFault: String, CaseIterable {
    case noBlocksAtTransfer, noInodesAtTransfer, noBlocksAtValidation, noBlocksInState, readOnlyRoot, unmountedRoot
    case noInodesAtValidation, noBlocksInStateBefore, noInodesInState, readOnlyState

    private enum Disk { case root, state }

    private var disk: Disk {
        switch self {
        case .noBlocksInState, .noBlocksInStateBefore, .noInodesInState, .readOnlyState: .state
        default: .root
        }
    }

    /// The directory that lies on a file system of its own.
    func mountPoint(_ scenario: borrowing Scenario) -> String {
        disk == .state ? scenario.mirrorward.state : scenario.mirrorward.root
    }

    static let roomy = "size=64m,nr_inodes=20000"

    /// Words of the message, in lower case.
    var says: String {
        switch self {
        case .noBlocksAtTransfer, .noBlocksAtValidation: "no space left"
        case .noInodesAtTransfer, .noInodesAtValidation, .noInodesInState: "no inodes are left"
        case .noBlocksInState, .noBlocksInStateBefore: "disk is full"
        case .readOnlyRoot, .readOnlyState: "read-only"
        case .unmountedRoot: "root has lost its marker"
        }
    }

    /// Whether it comes only when the upstream has been asked.
    var asksUpstream: Bool {
        switch self {
        case .noBlocksInStateBefore, .readOnlyRoot, .readOnlyState, .unmountedRoot, .noInodesInState: false
        default: true
        }
    }

    /// Programs in whose place the fault happens, that of the mirror's step.
    func standIns(_ place: String) -> [String: String] {
        let fillBlocks = "head -c 100M /dev/zero >\"\(place)/filler\" 2>/dev/null"
        let fillInodes = "i=0; while true >\"\(place)/filler.$i\"; do i=$((i+1)); done 2>/dev/null"
        switch self {
        case .noBlocksAtValidation: return Self.before("gpgv", fillBlocks)
        case .noInodesAtValidation: return Self.before("gpgv", fillInodes)
        case .noBlocksInState: return ["rsync": "\(StandIns.realPath("rsync")) \"$@\"; s=$?; \(fillBlocks); exit $s"]
        default: return [:]
        }
    }

    private static func before(_ program: String, _ commands: String) -> [String: String] {
        [program: "\(commands)\nexec \(StandIns.realPath(program)) \"$@\""]
    }

    /// What is wrong from the start of the sync.
    func harm(_ mount: borrowing TestMount) throws {
        switch self {
        case .noBlocksAtTransfer: try mount.leave(byteCount: 200_000, inodeCount: 10_000)
        case .noInodesAtTransfer: try mount.leave(byteCount: 8 << 20, inodeCount: 25)
        case .noInodesAtValidation: try mount.leave(byteCount: 8 << 20, inodeCount: 400)
        case .noBlocksInStateBefore: try mount.leave(byteCount: 0, inodeCount: 10_000)
        case .noInodesInState: try mount.leave(byteCount: 8 << 20, inodeCount: 0)
        case .readOnlyRoot, .readOnlyState: try mount.remount("ro")
        case .unmountedRoot: try mount.unmount()
        case .noBlocksAtValidation, .noBlocksInState: break
        }
    }

    func mend(_ mount: borrowing TestMount) throws {
        guard self != .unmountedRoot else { return }
        try mount.remount("rw,\(Self.roomy)")
        for name in try directoryNames(mount.path) where name.hasPrefix("filler") {
            try removeFile("\(mount.path)/\(name)")
        }
    }
}
