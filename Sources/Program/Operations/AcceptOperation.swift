package import Configuration
import Posix
import Publishing
import StateStore
import Timekeeping
import Validation

extension Program {
    /// Accepts that the Date of a suite in the kept staging tree went back: once, for exactly this signed text.
    ///
    /// - Returns: the SHA-256 of the signed text, in hexadecimal.
    package func accept(
        _ suite: String, of mirror: MirrorConfiguration, reason: String
    ) throws(Failure) -> String {
        let store = try openStore()
        let suites = try stagedSuites(mirror)
        guard let staged = suites.first(where: { $0.name == suite || $0.aliases.contains(suite) }) else {
            throw .noSuchSuite(suite, mirror: mirror.name, known: suites.map(\.name))
        }
        guard let digest = staged.facts?.signedTextDigest else {
            throw .noSuchSuite(suite, mirror: mirror.name, known: suites.filter { $0.facts != nil }.map(\.name))
        }
        let now = machine.clock.now()
        let accepted = AcceptedDate(suite: staged.name, signedTextDigest: digest, reason: reason, acceptedAt: now)
        try Failure.ofStore { () throws(StateStoreError) in try store.record(accepted, of: mirror.name) }
        try record(.dateAccepted, "\(staged.name): \(reason)", mirror, store)
        return digest
    }

    /// The suites in staging, as validation finds them: only a text that a trusted key signed can be accepted.
    private func stagedSuites(_ mirror: MirrorConfiguration) throws(Failure) -> [SuiteReport] {
        let staging = mirror.mirrorRoot.staging
        guard try Failure.ofSystem({ () throws(SystemCallError) in try fileStatus(staging) }) != nil else {
            throw .nothingStaged(mirror: mirror.name)
        }
        var request = try validationRequest(mirror, of: staging)
        request.contentCheck = .none
        request.unpacksAllForms = false
        do throws(ValidationError) {
            return try Validator(request, verified: NoVerifiedFiles()).run().suites
        } catch { throw Failure(error, mirror: mirror.name) }
    }
}
