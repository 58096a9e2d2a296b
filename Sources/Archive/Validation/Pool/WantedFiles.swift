import ArchiveModel
import Glibc

/// The pool files that indexes name, each once.
///
/// Paths lie in one arena, each closed by a NUL so that system calls take them as they are; 63,000 files need 11 MB.
struct WantedFiles {
    enum State: UInt8 {
        case unchecked
        case present
        case missing
        case linkedFromLive
        /// Missing, and not wanted.
        case leftOut
        case wrong
    }

    struct Entry {
        // In this order it takes 48 bytes; there are millions.
        fileprivate let pathStart: Int
        let byteCount: Int64
        fileprivate(set) var digests: PackedDigests.Run
        fileprivate(set) var state = State.unchecked
        /// Whether another index wants other content here.
        fileprivate(set) var isContested = false
        /// A path has 4,096 bytes at most.
        fileprivate let pathCount: UInt32
        fileprivate let hash: UInt32
        /// The index that named it first.
        let index: UInt32
        fileprivate(set) var suites: UInt32
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

    /// Makes room for the first index, so that nothing is copied while the table grows; what is not used is never touched, and so
    /// takes no memory.
    ///
    /// - Parameter byteCount: of the unpacked index. A stanza of bookworm's main has 790 bytes, its path 80.
    mutating func reserve(forIndexOf byteCount: Int64) {
        guard entries.isEmpty else { return }
        // Release may claim any size: no more room than for twice the largest index of Debian, some 30 MB.
        let count = Int(min(max(byteCount, 0) / 400, 1 << 17))
        entries.reserveCapacity(count)
        arena.reserveCapacity(count * 128)
        packed.reserve(count)
    }

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
                pathStart: arena.count, byteCount: content.byteCount, digests: packed.append(content),
                pathCount: UInt32(path.count), hash: hash, index: index, suites: sets.adding(suite, to: SuiteSets.empty)
            ))
        path.withMemoryRebound(to: CChar.self) { arena.append(contentsOf: $0) }
        arena.append(0)
        slots[slot] = UInt32(entries.count)
    }

    /// Notes what another table holds, all of it under the number `index`.
    mutating func merge(_ other: WantedFiles, index: UInt32) {
        for entry in other.entries {
            let content = other.content(of: entry)
            other.withPathBytes(of: entry) { path in
                for suite in other.sets[entry.suites] { insert(path, content, index: index, suite: suite) }
            }
        }
        for conflict in other.conflicts {
            let entry = other.entries[conflict.entry]
            other.withPathBytes(of: entry) { path in
                for suite in other.sets[entry.suites] { insert(path, conflict.content, index: index, suite: suite) }
            }
        }
    }

    private func withPathBytes(of entry: Entry, _ body: (UnsafeRawBufferPointer) -> Void) {
        withPath(of: entry) { body(UnsafeRawBufferPointer(start: $0, count: Int(entry.pathCount))) }
    }

    /// Whether some index names this path.
    func contains(_ path: String) -> Bool {
        var path = path
        return path.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            let hash = Self.hash(bytes)
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 {
                let known = Int(slots[slot]) - 1
                if entries[known].hash == hash, isPath(known, bytes) { return true }
                slot = (slot + 1) & (slots.count - 1)
            }
            return false
        }
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
        var content = WantedContent(byteCount: entry.byteCount, digest: digest(of: entry))
        // The strongest first, for a wrong one is told by it.
        let further = packed.digests(in: entry.digests).dropFirst()
        for digest in further.count > 1 ? further.sorted(by: { $0.algorithm > $1.algorithm })[...] : further {
            content.add(digest)
        }
        return content
    }

    /// The one that the file is remembered by.
    func digest(of entry: Entry) -> Digest { packed.first(in: entry.digests) }

    mutating func set(_ state: State, at index: Int) { entries[index].state = state }

    /// - Parameter states: one for each entry.
    mutating func set(_ states: [State]) {
        for (index, state) in zip(entries.indices, states) { entries[index].state = state }
    }

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
            entries[widening.entry].digests = widening.before
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
        let before = entries[known].digests
        widenings.append(Widening(entry: known, before: before))
        entries[known].digests = packed.append(packed.digests(in: before) + digests)
    }

    private enum Comparison {
        case same
        case different
        /// The entry has no digest of that algorithm.
        case unknown
    }

    private func compare(_ digest: Digest, _ entry: Entry) -> Comparison {
        guard let known = packed.digest(digest.algorithm, in: entry.digests) else { return .unknown }
        return known == digest ? .same : .different
    }

    private func isPath(_ entry: Int, _ path: UnsafeRawBufferPointer) -> Bool {
        guard Int(entries[entry].pathCount) == path.count else { return false }
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
