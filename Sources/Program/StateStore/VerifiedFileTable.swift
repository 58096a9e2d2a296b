/// A file whose content was read and found to have a digest. Times are in nanoseconds since 1970-01-01T00:00:00Z.
package struct VerifiedFileRecord: Sendable, Hashable {
    package var inode: UInt64
    /// Nil where the file system keeps none.
    package var birthTime: Int64?
    package var byteCount: Int64
    package var modificationTime: Int64
    /// As `sha256`.
    package var algorithm: String
    package var digest: [UInt8]

    package init(
        inode: UInt64, birthTime: Int64?, byteCount: Int64, modificationTime: Int64, algorithm: String, digest: [UInt8]
    ) {
        self.inode = inode
        self.birthTime = birthTime
        self.byteCount = byteCount
        self.modificationTime = modificationTime
        self.algorithm = algorithm
        self.digest = digest
    }
}

/// The verified files of one Root as they were recorded at one moment, in memory.
///
/// It is read at once because validation asks it for hours while new files are hashed, and a query open that long would keep every other
/// process from writing. A row takes 64 bytes and its digest.
package struct VerifiedFileTable: Sendable {
    /// Ascending; the columns below go with it.
    private var inodes: [Int64] = []
    private var birthTimes: [Int64?] = []
    private var byteCounts: [Int64] = []
    private var modificationTimes: [Int64] = []
    private var algorithms: [UInt8] = []
    private var digestEnds: [Int] = [0]
    private var digests: [UInt8] = []
    private var algorithmNames: [String] = []

    package init() {}

    package var count: Int { inodes.count }

    /// Adds a row whose inode, as a signed number, is greater than all before.
    mutating func append(_ inode: Int64, _ birthTime: Int64?, _ byteCount: Int64, _ modificationTime: Int64) {
        inodes.append(inode)
        birthTimes.append(birthTime)
        byteCounts.append(byteCount)
        modificationTimes.append(modificationTime)
    }

    mutating func appendDigest(_ algorithm: String, _ bytes: UnsafeRawBufferPointer) {
        let index = algorithmNames.firstIndex(of: algorithm) ?? algorithmNames.count
        if index == algorithmNames.count { algorithmNames.append(algorithm) }
        algorithms.append(UInt8(clamping: index))
        digests.append(contentsOf: bytes)
        digestEnds.append(digests.count)
    }

    /// The digest that exactly this file had, and its algorithm; nil where none was recorded.
    package func digest(
        inode: UInt64, birthTime: Int64?, byteCount: Int64, modificationTime: Int64
    ) -> (algorithm: String, bytes: [UInt8])? {
        let wanted = Int64(bitPattern: inode)
        var low = 0
        var high = inodes.count
        while low < high {
            let middle = (low + high) / 2
            if inodes[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < inodes.count, inodes[low] == wanted, byteCounts[low] == byteCount,
            modificationTimes[low] == modificationTime, birthTimes[low] == birthTime
        else { return nil }
        return (algorithmNames[Int(algorithms[low])], Array(digests[digestEnds[low]..<digestEnds[low + 1]]))
    }

    /// The inodes that are recorded and not in `present`.
    package func inodes(missingFrom present: Set<UInt64>) -> [UInt64] {
        inodes.lazy.map { UInt64(bitPattern: $0) }.filter { !present.contains($0) }
    }
}
