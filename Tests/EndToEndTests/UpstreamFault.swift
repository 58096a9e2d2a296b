import TestSupport
import Timekeeping

/// What an upstream can get wrong, each with the file that a message has to name.
enum UpstreamFault: String, CaseIterable {
    case wrongKey, brokenSignature, emptyInRelease, expired, notYetValid, older
    case truncatedIndex, missingIndex, corruptByHash, indexSymlinkToPasswd
    case missingPoolFile, truncatedPoolFile, alteredPoolFile, missingSource
    case poolSymlinkToPasswd, poolSymlinkOutOfTheTree, escapingFilename, emptiedUpstream

    /// The path that has to be named.
    var path: String {
        switch self {
        case .wrongKey, .brokenSignature, .emptyInRelease, .expired, .notYetValid, .older: "dists/wren/InRelease"
        case .truncatedIndex, .indexSymlinkToPasswd: Self.index
        case .missingIndex: "dists/wren/main/binary-amd64/Packages"
        case .corruptByHash: "dists/wren/main/binary-amd64/by-hash/SHA256/"
        case .missingPoolFile, .truncatedPoolFile, .alteredPoolFile, .poolSymlinkToPasswd, .poolSymlinkOutOfTheTree:
            Self.package
        case .missingSource: "pool/main/b/birdsong/birdsong_1.2-1.dsc"
        case .escapingFilename: Self.evil
        case .emptiedUpstream: "dists"
        }
    }

    /// Words of what apt itself says when it meets this fault, or nil where apt says nothing at all.
    var wordsOfApt: String? {
        switch self {
        case .wrongKey: "NO_PUBKEY"
        case .brokenSignature: "BADSIG"
        case .emptyInRelease: "Clearsigned file isn't valid"
        case .expired: "is expired"
        case .notYetValid: "is not valid yet"
        case .older: nil
        case .truncatedIndex, .truncatedPoolFile: "unexpected size"
        case .missingIndex, .missingPoolFile, .missingSource, .poolSymlinkOutOfTheTree: "404  Not Found"
        case .corruptByHash, .alteredPoolFile: "Hash Sum mismatch"
        case .indexSymlinkToPasswd, .poolSymlinkToPasswd: "unexpected size"
        case .escapingFilename: nil
        case .emptiedUpstream: "does not have a Release file"
        }
    }

    /// What an apt client of this mirror would see if the tree were served: rsync has left out a symlink that leads out of it.
    var wordsOfServedApt: String? {
        switch self {
        case .indexSymlinkToPasswd, .poolSymlinkToPasswd: "404  Not Found"
        default: wordsOfApt
        }
    }

    private static let index = "dists/wren/main/binary-amd64/Packages.xz"
    private static let package = "pool/main/b/birdsong/birdsong_1.2-1_amd64.deb"
    static let evil = "../../../../tmp/evil"

    /// Brings the upstream from one good archive to the fault.
    func apply(to scenario: inout Scenario) throws {
        switch self {
        case .wrongKey:
            scenario.archive.update()
            try scenario.upstream.write(
                scenario.archive, signedBy: SigningKey(user: "Somebody else <else@example.org>"))
        case .expired: try scenario.updateUpstream { $0.validUntil = $0.date.adding(seconds: 7 * 86_400) }
        case .notYetValid:
            try scenario.updateUpstream { $0.date = Instant(CalendarDay(year: 2100, month: 1, day: 1)) }
        case .older:
            scenario.archive.update(days: -2)
            try scenario.upstream.write(scenario.archive, signedBy: scenario.key)
        case .escapingFilename:
            try scenario.updateUpstream { suite in
                suite.packages.append(TestArchive.Package("evil", "1", claimedFilename: Self.evil))
            }
        case .emptiedUpstream: try scenario.upstream.write([:])
        default:
            try scenario.release("1.2-1")
            for (path, damage) in try damages(scenario.upstream.root) {
                try scenario.upstream.damage(path, damage)
            }
        }
    }

    private func damages(_ root: String) throws -> [(String, Damage)] {
        switch self {
        case .brokenSignature: [(path, .bitFlipped)]
        case .emptyInRelease: [(path, .emptied)]
        case .truncatedIndex: [(path, .truncated)] + (try storedIndexes(root).map { ($0, .truncated) })
        case .missingIndex: [(Self.index, .missing)] + (try storedIndexes(root).map { ($0, .missing) })
        case .corruptByHash: try storedIndexes(root).filter { $0.contains("by-hash") }.map { ($0, .bitFlipped) }
        case .indexSymlinkToPasswd:
            [(path, .symbolicLink("/etc/passwd"))]
                + (try storedIndexes(root).map { ($0, .symbolicLink("/etc/passwd")) })
        case .missingPoolFile, .missingSource: [(path, .missing)]
        case .truncatedPoolFile: [(path, .truncated)]
        case .alteredPoolFile: [(path, .bitFlipped)]
        case .poolSymlinkToPasswd: [(path, .symbolicLink("/etc/passwd"))]
        case .poolSymlinkOutOfTheTree: [(path, .symbolicLink("../../../../../../outside/the/tree"))]
        default: []
        }
    }

    /// The other forms of the index, its copies under by-hash included: apt asks for them first.
    private func storedIndexes(_ root: String) throws -> [String] {
        try filePaths(of: root).filter { $0.hasPrefix("dists/wren/main/binary-amd64/") && $0 != Self.index }
    }
}
