import ArchiveModel
import Glibc

/// The pool files that indexes name, each once.
///
/// Paths lie in one arena, each closed by a NUL so that system calls take them as they are; 63,000 files need 15 MB.
struct WantedFiles {
    enum State: UInt8 {
        case unchecked
        case present
        case missing
        case linkedFromLive
        case wrong
    }

    struct Entry {
        let pathStart: Int
        let pathCount: Int
        fileprivate let hash: UInt32
        let byteCount: Int64
        /// The one that the file is remembered by.
        let digest: Digest
        fileprivate(set) var further: PackedDigests.Run
        /// The index that named it first.
        let index: UInt32
        var suites: UInt32
        var state = State.unchecked
        /// Whether another index wants other content here.
        var isContested = false
    }

    /// Two indexes that want different content under one path.
    struct Conflict {
        let entry: Int
        let content: WantedContent
        let index: UInt32
    }

    private struct Claim: Hashable {
        let entry: Int
        let content: WantedContent
    }

    /// What an entry had before an index brought digests of further algorithms.
    private struct Widening {
        let entry: Int
        let before: PackedDigests.Run
    }

    private(set) var entries: [Entry] = []
    private(set) var conflicts: [Conflict] = []
    private var claims: Set<Claim> = []
    private var packed = PackedDigests()
    private var widenings: [Widening] = []
    var sets = SuiteSets()
    private var arena: [CChar] = []
    private var slots = [UInt32](repeating: 0, count: 1 << 10)

    /// Notes that `index`, of `suite`, names a file.
    mutating func insert(
        _ path: UnsafeRawBufferPointer, _ content: WantedContent, index: UInt32, suite: UInt32
    ) {
        if entries.count * 2 >= slots.count { slots = table(slotCount: slots.count * 2) }
        let hash = Self.hash(path)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let known = Int(slots[slot]) - 1
            if entries[known].hash == hash, isPath(known, path) {
                return meet(known, content, index: index, suite: suite)
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        entries.append(
            Entry(
                pathStart: arena.count, pathCount: path.count, hash: hash, byteCount: content.byteCount,
                digest: content.digest, further: packed.append(content), index: index,
                suites: sets.adding(suite, to: SuiteSets.empty)))
        path.withMemoryRebound(to: CChar.self) { arena.append(contentsOf: $0) }
        arena.append(0)
        slots[slot] = UInt32(entries.count)
    }

    func path(of entry: Entry) -> String {
        withPath(of: entry) { String(cString: $0) }
    }

    func withPath<Result>(of entry: Entry, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        arena.withUnsafeBufferPointer { bytes in
            // The arena is never empty where there is an entry.
            guard let base = bytes.baseAddress else { return "".withCString(body) }
            return body(base + entry.pathStart)
        }
    }

    func content(of entry: Entry) -> WantedContent {
        var content = WantedContent(byteCount: entry.byteCount, digest: entry.digest)
        for digest in packed.digests(in: entry.further) { content.add(digest) }
        return content
    }

    mutating func set(_ state: State, at index: Int) { entries[index].state = state }

    /// How many files and conflicts were known at a moment.
    struct Mark {
        fileprivate let entryCount: Int
        fileprivate let conflictCount: Int
        fileprivate let wideningCount: Int
        fileprivate let packedByteCount: Int
    }

    var mark: Mark {
        Mark(
            entryCount: entries.count, conflictCount: conflicts.count, wideningCount: widenings.count,
            packedByteCount: packed.byteCount)
    }

    /// Forgets the files that were first named after `mark`: by an index that turned out to be the wrong one.
    mutating func forget(after mark: Mark) {
        forgetConflicts(after: mark)
        forgetDigests(after: mark)
        guard mark.entryCount < entries.count else { return }
        arena.removeLast(arena.count - entries[mark.entryCount].pathStart)
        entries.removeLast(entries.count - mark.entryCount)
        slots = table(slotCount: slots.count)
    }

    private mutating func forgetConflicts(after mark: Mark) {
        for conflict in conflicts[mark.conflictCount...] { entries[conflict.entry].isContested = false }
        conflicts.removeLast(conflicts.count - mark.conflictCount)
        for conflict in conflicts { entries[conflict.entry].isContested = true }
        claims = Set(conflicts.map { Claim(entry: $0.entry, content: $0.content) })
    }

    private mutating func forgetDigests(after mark: Mark) {
        for widening in widenings[mark.wideningCount...].reversed() {
            entries[widening.entry].further = widening.before
        }
        widenings.removeLast(widenings.count - mark.wideningCount)
        packed.forget(from: mark.packedByteCount)
    }

    private mutating func meet(_ known: Int, _ content: WantedContent, index: UInt32, suite: UInt32) {
        entries[known].suites = sets.adding(suite, to: entries[known].suites)
        let entry = entries[known]
        var differs = entry.byteCount != content.byteCount || compare(content.digest, entry) == .different
        var new = compare(content.digest, entry) == .unknown ? [content.digest] : []
        content.forEachFurther { digest in
            switch compare(digest, entry) {
            case .same: break
            case .different: differs = true
            case .unknown: new.append(digest)
            }
        }
        if differs { return contest(known, content, index: index) }
        if !new.isEmpty { widen(known, by: new) }
    }

    private mutating func contest(_ known: Int, _ content: WantedContent, index: UInt32) {
        entries[known].isContested = true
        guard claims.insert(Claim(entry: known, content: content)).inserted else { return }
        conflicts.append(Conflict(entry: known, content: content, index: index))
    }

    private mutating func widen(_ known: Int, by digests: [Digest]) {
        let before = entries[known].further
        widenings.append(Widening(entry: known, before: before))
        entries[known].further = packed.append(packed.digests(in: before) + digests)
    }

    private enum Comparison {
        case same
        case different
        /// The entry has no digest of that algorithm.
        case unknown
    }

    private func compare(_ digest: Digest, _ entry: Entry) -> Comparison {
        if entry.digest.algorithm == digest.algorithm { return entry.digest == digest ? .same : .different }
        guard let known = packed.digest(digest.algorithm, in: entry.further) else { return .unknown }
        return known == digest ? .same : .different
    }

    private func isPath(_ entry: Int, _ path: UnsafeRawBufferPointer) -> Bool {
        guard entries[entry].pathCount == path.count else { return false }
        return arena.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let other = path.baseAddress else { return false }
            return memcmp(base + entries[entry].pathStart, other, path.count) == 0
        }
    }

    /// Open addressing with linear probing, at most half full; 0 is a free slot, else it holds an entry's number plus 1.
    private func table(slotCount: Int) -> [UInt32] {
        var table = [UInt32](repeating: 0, count: slotCount)
        for (index, entry) in entries.enumerated() {
            var slot = Int(entry.hash) & (slotCount - 1)
            while table[slot] != 0 { slot = (slot + 1) & (slotCount - 1) }
            table[slot] = UInt32(index + 1)
        }
        return table
    }

    /// Seeded anew in each process, so that no archive can be made whose paths collide.
    private static func hash(_ path: UnsafeRawBufferPointer) -> UInt32 {
        var hasher = Swift.Hasher()
        hasher.combine(bytes: path)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}
