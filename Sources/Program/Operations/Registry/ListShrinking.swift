import FoundationEssentials
import MirrorRegistry
import Posix
import Publishing

/// How much the list may shrink at once.
///
/// What counts are the hosts of the last list that are not on the new one, whatever is added: a fault of ours that swaps the
/// mirrors is one as well. Two may always go, for a fifth of five mirrors is one, and a bad day often takes two.
package struct ShrinkingLimit: Sendable, Hashable {
    /// From 0 to 1, of the last list.
    package var share: Double
    package var leastCount: Int
    /// Whether the maintainer said that it is right.
    package var isConfirmed: Bool

    package init(share: Double = 0.2, leastCount: Int = 2, isConfirmed: Bool = false) {
        self.share = share
        self.leastCount = leastCount
        self.isConfirmed = isConfirmed
    }

    /// How many of `previousCount` mirrors may go.
    package func allowedCount(of previousCount: Int) -> Int {
        max(leastCount, Int(Double(previousCount) * min(max(share, 0), 1)))
    }

    func check(from last: Set<String>, to hosts: Set<String>) throws(ListPublicationError) {
        let gone = last.subtracting(hosts)
        let allowed = allowedCount(of: last.count)
        guard isConfirmed || gone.count <= allowed else {
            throw .shrunk(gone: gone.sorted(), previousCount: last.count, allowedCount: allowed)
        }
    }
}

/// What of mirrors.json the next publication needs.
struct PublishedHosts: Decodable {
    let hosts: Set<String>

    private struct Mirror: Decodable { let host: String }

    private enum Key: CodingKey { case mirrors, archive }

    private let archive: String?

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        hosts = Set(try container.decode([Mirror].self, forKey: .mirrors).map(\.host))
        archive = try container.decodeIfPresent(String.self, forKey: .archive)
    }

    /// nil for what is no mirrors.json.
    init?(_ bytes: [UInt8]) {
        guard let list = try? JSONDecoder().decode(PublishedHosts.self, from: Data(bytes)) else { return nil }
        self = list
    }

    /// Whether apt would find no server at all on it.
    var isEmpty: Bool { hosts.isEmpty && archive == nil }
}

/// - Throws: `noMirrorsFile`, `empty`.
func publishedHosts(in files: [PublicFile]) throws(ListPublicationError) -> PublishedHosts {
    guard let file = files.first(where: { $0.path == PublicFile.mirrorsPath }), let list = PublishedHosts(file.bytes)
    else { throw .noMirrorsFile }
    if list.isEmpty { throw .empty }
    return list
}

/// The hosts of the list that is served; none where none is.
///
/// - Throws: `lastListUnreadable` unless the maintainer confirmed the loss, `publishing`.
func lastPublishedHosts(of root: MirrorRoot, _ limit: ShrinkingLimit) throws(ListPublicationError) -> Set<String> {
    let live = try ListPublicationError.ofPublishing { () throws(PublishingError) in try Generations(of: root).live }
    guard live != nil else { return [] }
    let path = "\(root.publicLink)/\(PublicFile.mirrorsPath)"
    guard let bytes = try? readFile(path, limit: 256 << 20), let list = PublishedHosts(bytes) else {
        if limit.isConfirmed { return [] }
        throw .lastListUnreadable(path: path)
    }
    return list.hosts
}
