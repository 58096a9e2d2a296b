import Posix

/// What the trees of a mirror occupy on disk, in bytes, directories counted.
package struct GenerationSizes: Sendable, Hashable {
    /// What each generation alone holds: what dropping it would give back. A name in staging does not count as another holder,
    /// for staging is as a rule made of links to the live generation.
    package let own: [GenerationName: Int64]
    /// What staging alone holds.
    package let staging: Int64
    /// Everything, each file once.
    package let total: Int64

    /// Reads all trees. Measured on three trees of 63,440 files in 34,234 directories, two busy cores: 2.1 to 2.4 s.
    ///
    /// - Throws: `systemCall`.
    package init(of root: MirrorRoot) throws(PublishingError) {
        let names = try Generations(of: root).names
        let (sums, total) = try lifting { () throws(SystemCallError) in
            var census = InodeCensus()
            for name in names { try census.add(root.path(of: name)) }
            if try fileStatus(root.staging) != nil { try census.add(root.staging, shares: false) }
            return try Self.sums(census)
        }
        own = Dictionary(uniqueKeysWithValues: zip(names, sums))
        staging = sums.count > names.count ? sums[names.count] : 0
        self.total = total
    }

    /// What each tree alone holds, and everything.
    private static func sums(_ census: InodeCensus) throws(SystemCallError) -> (alone: [Int64], total: Int64) {
        var alone = census.directoryByteCounts
        var total = alone.reduce(0, +)
        for resident in census.residents.values {
            guard let status = try census.status(of: resident) else { continue }
            total += status.allocatedByteCount
            // A name outside of these trees would keep the file.
            if let tree = resident.tree, status.linkCount <= resident.nameCount {
                alone[tree] += status.allocatedByteCount
            }
        }
        return (alone, total)
    }
}
