import Posix

/// How far the check of the pool has come.
package struct ValidationProgress: Sendable, Hashable {
    package let checkedFileCount: Int
    package let fileCount: Int
    /// Of the pool files that were read.
    package let readByteCount: Int64
}

/// Who is told of the progress, and who may stop it.
struct ValidationObserver {
    let interruption: Interruption?
    let progress: (ValidationProgress) -> Void
    /// Files of `ValidationReport.newlyVerified`, early.
    let verified: ([VerifiedFile]) -> Void

    var isStopped: Bool { interruption?.signal != nil }

    /// - Throws: `ValidationError.interrupted`.
    func check() throws(ValidationError) {
        if let signal = interruption?.signal { throw .interrupted(signal: signal) }
    }
}
