package import Configuration
import Posix
import Publishing
package import Reporting
import StateStore
import Timekeeping
import Validation

extension Program {
    /// Validates the generation that is served; reads the disk alone, and changes nothing.
    ///
    /// - Parameters:
    ///   - isDeep: whether each form of an index is unpacked and each pool file is read.
    ///   - jobs: how many threads read; nil for as many as pay.
    package func validate(_ mirror: MirrorConfiguration, isDeep: Bool, jobs: Int?) throws(Failure) -> ValidationDocument
    {
        let root = mirror.mirrorRoot
        let tree = root.path(of: try liveGeneration(mirror))
        var request = try validationRequest(mirror, of: tree)
        request.waivers = try waivers(of: mirror)
        request.selection = try selection(mirror, try openStoreForReading())
        // Of an index that is remembered, one form is read for what it names; the others have not changed since.
        request.live = tree
        request.contentCheck = isDeep ? .all : .unverified
        request.unpacksAllForms = isDeep
        request.jobs = jobs ?? machine.usualJobs
        request.keptForGrace = try keptForGrace(mirror)
        let known = StoredVerifiedFiles(try verifiedFiles(mirror))
        return try machine.validate(request, of: mirror.name, verified: known)
    }

    /// - Throws: `Failure.usage` where nothing is served.
    func liveGeneration(_ mirror: MirrorConfiguration) throws(Failure) -> GenerationName {
        let live = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try Generations(of: mirror.mirrorRoot).live
        }
        if let live { return live }
        throw .usage(
            "nothing is published yet (\(mirror.name))",
            hint: "`mirrorward sync \(mirror.name)` brings the first generation")
    }

    /// Of a mirror whose state is not there nothing is known.
    private func keptForGrace(_ mirror: MirrorConfiguration) throws(Failure) -> Set<String> {
        guard let store = try openStoreForReading() else { return [] }
        let files = try Failure.ofStore { () throws(StateStoreError) in try store.graceFiles(of: mirror.name) }
        return Set(files.map(\.path))
    }

    private func verifiedFiles(_ mirror: MirrorConfiguration) throws(Failure) -> VerifiedFileTable {
        let marker = try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try mirror.mirrorRoot.readMarker()
        }
        guard let marker, let store = try openStoreForReading() else { return VerifiedFileTable() }
        return try Failure.ofStore { () throws(StateStoreError) in
            try store.verifiedFiles(ofRoot: marker.identifier)
        }
    }
}

extension Machine {
    /// Validates a tree that no configuration names; reads the disk alone, and changes nothing.
    package func validate(_ tree: TreeToValidate) throws(Failure) -> ValidationDocument {
        let status = try Failure.ofSystem { () throws(SystemCallError) in try fileStatus(tree.path) }
        guard status?.kind == .directory else {
            throw .usage(
                "no directory (\(tree.path)): expected the one that holds dists/",
                hint: "`--tree` takes the root of an archive, as apt's sources name it")
        }
        var request = try validationRequest(
            of: tree.path, keyrings: tree.keyrings, isUnsignedAllowed: tree.isUnsignedAllowed,
            archivedSuites: tree.archivedSuites)
        request.contentCheck = tree.isDeep ? .all : .none
        request.unpacksAllForms = tree.isDeep
        request.jobs = tree.jobs ?? usualJobs
        return try validate(request, of: tree.path, verified: NoVerifiedFiles())
    }

    /// - Parameter name: of the mirror or the tree, for what is said of a failure.
    fileprivate func validate(
        _ request: ValidationRequest, of name: String, verified: any VerifiedFiles
    ) throws(Failure) -> ValidationDocument {
        let started = clock.reading().secondsSinceBoot
        var request = request
        request.sqv = optionalProgram("sqv")
        request.reportsUnreferenced = true
        var report: ValidationReport
        do throws(ValidationError) {
            report = try Validator(request, verified: verified, interruption: interruption).run()
        } catch { throw Failure(error, mirror: name) }
        report.findings = worstFirst(report.findings.map(\.asFound))
        return ValidationDocument(
            report, tree: request.tree, seconds: clock.reading().secondsSinceBoot - started)
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
