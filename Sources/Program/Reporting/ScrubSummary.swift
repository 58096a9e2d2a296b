/// What was read again, and what has rotted.
package struct ScrubSummary: Sendable, Hashable {
    package var readFileCount = 0
    package var readByteCount: Int64 = 0
    /// Of all files that could have been read.
    package var totalByteCount: Int64 = 0
    package var seconds: Int64 = 0
    package var findings: [FindingReport] = []

    package init() {}
}
