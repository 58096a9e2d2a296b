package import Posix

/// Holds a tree against the rules of apt.
package struct Validator {
    private let request: ValidationRequest
    private let verified: any VerifiedFiles
    private let observer: ValidationObserver

    /// `interruption`: a request to stop, for reading a new archive of terabytes takes hours. `progress` is called after each
    /// thousand pool files and each that was read. `handOver` is given files of `newlyVerified` early: each 8 GiB that were read, and
    /// before an interruption ends the run.
    package init(
        _ request: ValidationRequest, verified: any VerifiedFiles = NoVerifiedFiles(),
        interruption: Interruption? = nil, progress: @escaping (ValidationProgress) -> Void = { _ in },
        handOver: @escaping ([VerifiedFile]) -> Void = { _ in }
    ) {
        self.request = request
        self.verified = verified
        observer = ValidationObserver(interruption: interruption, progress: progress, verified: handOver)
    }

    /// Reads the tree and writes nothing.
    ///
    /// - Throws: `ValidationError`, when this machine gives no answer; what is wrong with the archive is a finding.
    package func run() throws(ValidationError) -> ValidationReport {
        if request.keyrings.isEmpty && !request.allowsUnsigned { throw .noKeyring }
        let signatures = SignatureCheck(
            gpgv: request.gpgv, sqv: request.sqv, keyrings: try Keyrings(request.keyrings),
            interruption: observer.interruption)
        var run = try prepare()
        // With several jobs the walk over the tree goes on meanwhile.
        if request.jobs > 1 { try run.checkSuites(signatures) }
        do throws(SystemCallError) { try run.takeSurvey() } catch { throw .system(error) }
        run.compareSuites()
        try run.checkSuites(signatures)
        try run.checkPool()
        run.listUnreferenced()
        run.judgeSelection()
        do throws(SystemCallError) { return try run.finish() } catch { throw .system(error) }
    }

    private func prepare() throws(ValidationError) -> ValidationRun {
        do throws(SystemCallError) { return try .prepare(request, verified, observer) } catch {
            throw .system(error)
        }
    }
}
