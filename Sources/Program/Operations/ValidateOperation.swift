package import Configuration
import Posix
import Publishing
package import Reporting
import StateStore
import Timekeeping
import Validation

/// What validation says of the tree that is served.
package struct ValidationOutcome: Sendable {
    package let tree: String
    package let verdict: String
    package let isInvalid: Bool
    package let summary: ValidationSummary
    package let findings: [FindingReport]
}

extension Program {
    /// Validates the generation that is served; reads the disk alone, and changes nothing.
    package func validate(_ mirror: MirrorConfiguration) throws(Failure) -> ValidationOutcome {
        let root = mirror.mirrorRoot
        let live = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in try Generations(of: root).live
        }
        guard let live else {
            throw .usage(
                "nothing is published yet (\(mirror.name))",
                hint: "`mirrorward sync \(mirror.name)` brings the first generation")
        }
        let store = try openStoreForReading()
        let marker = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in try root.readMarker() }
        var table = VerifiedFileTable()
        if let store, let marker {
            table = try Failure.ofStore { () throws(StateStoreError) in
                try store.verifiedFiles(ofRoot: marker.identifier)
            }
        }
        var request = ValidationRequest(
            tree: root.path(of: live), keyrings: mirror.keyrings, now: machine.clock.now(),
            gpgv: try machine.program("gpgv"))
        request.allowsUnsigned = mirror.isUnsignedAllowed
        request.archivedPatterns = mirror.archivedSuites
        // Of an index that is remembered, one form is read for what it names; the others have not changed since.
        request.live = request.tree
        let started = machine.clock.reading().secondsSinceBoot
        let result: ValidationReport
        do throws(ValidationError) {
            result = try Validator(request, verified: StoredVerifiedFiles(table), interruption: machine.interruption)
                .run()
        } catch { throw Failure(error, mirror: mirror.name) }
        let seconds = machine.clock.reading().secondsSinceBoot - started
        let findings = result.findings.map(\.asFound)
        return ValidationOutcome(
            tree: root.path(of: live), verdict: verdictWord(findings), isInvalid: findings.contains(where: \.blocks),
            summary: ValidationSummary(result, seconds: seconds), findings: findings.map(\.reported))
    }
}

extension Finding {
    /// Without regard to what is served: here that is the very same.
    fileprivate var asFound: Finding {
        var finding = self
        finding.isInherited = false
        return finding
    }
}
