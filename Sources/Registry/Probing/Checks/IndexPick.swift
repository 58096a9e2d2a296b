import ArchiveModel

/// An index of a suite that a mirror is asked for.
struct IndexPick {
    let suite: SeenSuite
    let group: ListedIndexes.Group
    let form: IndexForm
    /// Of the form, in the algorithm in which it is compared.
    let digest: Digest

    /// Relative to the archive's root.
    var path: String { suite.directory + form.name.path }

    /// Where apt looks first: below by-hash, by the strongest digest; nil where Release does not announce it.
    var byHashPath: String? {
        guard suite.release.acquireByHash else { return nil }
        return (form.entry.strongestDigest ?? form.digest).map {
            suite.directory + ByHash.path(for: form.name.path, $0)
        }
    }

    var key: String { "\(suite.name)\n\(group.logicalPath)" }
}

/// What a mirror holds in the place of an index.
enum IndexFinding {
    /// The one that Release lists, by its digest or, where it is too large to be read, by its size alone.
    case right(bytes: [UInt8]?)
    case absent(HTTPAnswer)
    /// Another one; digest and bytes where it was read.
    case other(byteCount: Int64?, digest: String?, bytes: [UInt8], HTTPAnswer?)
    /// Nothing can be said of it.
    case unknown(HTTPAnswer)
    case failed(HTTPFailure)
    case leftOut
}

extension MirrorCheck {
    /// `count` indexes by chance: of each suite one of packages first, so that pool files become known.
    func picks(_ visit: AddressVisit, count: Int) -> [IndexPick] {
        var queues: [[IndexPick]] = visit.suites.shuffled(using: &random).map { suite in
            let groups = suite.indexes.groups.filter(isWanted)
            let mixed = groups.shuffled(using: &random)
            let first = mixed.first { $0.isPackages }
            let rest = mixed.filter { $0.logicalPath != first?.logicalPath }
            return ([first].compactMap { $0 } + rest).compactMap { pick($0, of: suite) }
        }
        var chosen: [IndexPick] = []
        while chosen.count < count, queues.contains(where: { !$0.isEmpty }) {
            for number in queues.indices where !queues[number].isEmpty && chosen.count < count {
                chosen.append(queues[number].removeFirst())
            }
        }
        return chosen
    }

    /// Finds an index of packages to look at where none of a suite was there so far: a mirror may carry one architecture of ten.
    ///
    /// - Returns: whether there is one more.
    func search(_ visit: AddressVisit, _ pending: inout [IndexPick]) -> Bool {
        guard stop == nil else { return false }
        for suite in visit.suites {
            let looked = visit.presence.filter { $0.key.hasPrefix("\(suite.name)\n") }
            guard !looked.isEmpty, !looked.values.contains(true), looked.count < Self.searchLimit else { continue }
            let groups = suite.indexes.packages.filter(isWanted)
            let further = groups.shuffled(using: &random).sorted { rank($0) < rank($1) }.compactMap {
                pick($0, of: suite)
            }
            guard let next = further.first(where: { visit.presence[$0.key] == nil }) else { continue }
            pending.append(next)
            return true
        }
        return false
    }

    /// Indexes of a suite that are asked for before it counts as one without any.
    private static let searchLimit = 6

    /// The architectures that partial mirrors carry most.
    private func rank(_ group: ListedIndexes.Group) -> Int {
        ["amd64", "all", "arm64", "i386"].firstIndex(of: group.architecture ?? "") ?? 4
    }

    private func pick(_ group: ListedIndexes.Group, of suite: SeenSuite) -> IndexPick? {
        guard let form = group.forms.first, let digest = form.digest else { return nil }
        return IndexPick(suite: suite, group: group, form: form, digest: digest)
    }

    /// Where the listing states architectures, the others are nobody's business.
    private func isWanted(_ group: ListedIndexes.Group) -> Bool {
        guard !wish.architectures.isEmpty, let architecture = group.architecture else { return true }
        return wish.architectures.contains(architecture)
    }
}
