/// What rsync counted, by `--stats`; zero where it did not get so far.
package struct TransferStatistics: Sendable, Hashable {
    /// Files, directories and links of the upstream.
    package var fileCount: Int64 = 0
    package var createdCount: Int64 = 0
    package var deletedCount: Int64 = 0
    /// Regular files whose content was transferred.
    package var transferredCount: Int64 = 0
    /// Of all files of the upstream.
    package var totalByteCount: Int64 = 0
    /// Of the files that were transferred.
    package var transferredByteCount: Int64 = 0
    /// Content that came over the wire, and content found in an older file here.
    package var literalByteCount: Int64 = 0
    package var matchedByteCount: Int64 = 0
    /// Everything on the wire.
    package var sentByteCount: Int64 = 0
    package var receivedByteCount: Int64 = 0

    package init() {}

    /// How much longer a plain copy would have taken: the whole against what went over the wire. Nil when nothing did.
    package var speedup: Double? {
        let wire = Double(sentByteCount) + Double(receivedByteCount)
        return wire > 0 ? Double(totalByteCount) / wire : nil
    }

    /// The names are those of output_summary in rsync's main.c.
    mutating func record(_ name: String, _ value: Int64) {
        switch name {
        case "Number of files": fileCount = value
        case "Number of created files": createdCount = value
        case "Number of deleted files": deletedCount = value
        case "Number of regular files transferred": transferredCount = value
        case "Total file size", "total size": totalByteCount = value
        case "Total transferred file size": transferredByteCount = value
        case "Literal data": literalByteCount = value
        case "Matched data": matchedByteCount = value
        case "Total bytes sent": sentByteCount = value
        case "Total bytes received": receivedByteCount = value
        default: break
        }
    }
}
