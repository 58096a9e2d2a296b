import Configuration
import MirrorRegistry
import Posix
import Publishing
import Reporting
import StateStore
import Timekeeping

/// What `registry publish` did, or would do.
package struct ListOutcome: Sendable {
    /// nil where nothing was written.
    package let generation: String?
    package let directory: String
    package let mirrorCount: Int
    package let fileCount: Int
    package let isSigned: Bool
    package let added: [String]
    package let removed: [String]
    /// What went wrong besides.
    package let remark: String?
}

extension OpenRegistry {
    /// Writes the public list anew.
    ///
    /// - Throws: `Failure.usage` where no directory is configured, or the list would be empty or much shorter than it was.
    package func publish(isConfirmed: Bool, isDryRun: Bool = false) throws(Failure) -> ListOutcome {
        guard let directory = configuration.publishDirectory else {
            throw .usage(
                "no directory for the public list (\(name)): expected the field `Publish` in its stanza",
                hint: "web servers then serve `public` in that directory")
        }
        var publication = ListPublication(directory: directory, signing: listSigning)
        publication.shrinking.share = Double(configuration.limits.largestShrink) / 100
        publication.shrinking.isConfirmed = isConfirmed
        // What is read before the lock could be older than what another publication wrote under it.
        let lock = try publicationLock()
        let list = try publicList()
        let files = htmlFiles(of: list, rules: healthRules) + listFiles(of: list)
        let outcome: ListOutcome
        do throws(ListPublicationError) {
            if isDryRun {
                let changes = try changesOfList(files, as: publication)
                outcome = ListOutcome(directory, list, added: changes.added, removed: changes.removed)
            } else {
                outcome = ListOutcome(try publishList(files, as: publication, at: now), publication, list)
            }
        } catch { throw .list(error, registry: name) }
        lock.release()
        return outcome
    }

    private var listSigning: ListSigning? {
        guard let key = configuration.signingKey else { return nil }
        var signing = ListSigning(
            fingerprint: key, home: configuration.signingHome ?? "\(machine.environment["HOME"] ?? "")/.gnupg")
        signing.searchPath = machine.searchPath
        return signing
    }

    private func publicationLock() throws(Failure) -> FileLock {
        try program.waitForLock(
            program.lockPath(of: configuration, "publication"), kind: "publication", of: name, seconds: 60)
    }

    /// A list that may not be published goes on being what it was, and the run says so.
    func publishAfterRun(_ wish: RegistryRunWish, _ report: inout RegistryRunReport) throws(Failure) {
        guard configuration.publishDirectory != nil else { return }
        do throws(Failure) {
            let outcome = try publish(isConfirmed: wish.isConfirmed)
            report.published = PublishedList(
                path: outcome.directory + "/public", mirrorCount: outcome.mirrorCount, fileCount: outcome.fileCount,
                isSigned: outcome.isSigned)
            if let remark = outcome.remark { report.remarks.append(remark) }
        } catch {
            guard let message = error.reports.first else { return }
            report.publicationFault = message
            if case .list(let cause, _) = error { report.isPublicationHeld = cause.isHeld }
        }
    }
}

extension ListOutcome {
    fileprivate init(_ result: ListPublicationResult, _ publication: ListPublication, _ list: PublicList) {
        generation = result.generation.description
        directory = publication.directory
        mirrorCount = list.mirrors.count
        fileCount = result.fileCount
        isSigned = publication.signing != nil
        added = result.added
        removed = result.removed
        remark = result.leftover.map { "older lists could not be removed: \($0.explained("list").text)" }
    }

    /// Of what would be written.
    fileprivate init(_ directory: String, _ list: PublicList, added: [String], removed: [String]) {
        generation = nil
        self.directory = directory
        mirrorCount = list.mirrors.count
        fileCount = 0
        isSigned = false
        self.added = added
        self.removed = removed
        remark = nil
    }

    /// What was done, or would be, in a few lines.
    package var text: String {
        var lines: [String] = []
        if let generation {
            lines.append(
                "published \(counted(mirrorCount, "mirror")) in \(counted(fileCount, "file"))"
                    + "\(isSigned ? ", signed" : ""), as \(directory)/generations/\(generation)")
        } else {
            lines.append("would publish \(counted(mirrorCount, "mirror")) below \(directory)")
        }
        if !added.isEmpty { lines.append("  new: \(added.joined(separator: ", "))") }
        if !removed.isEmpty { lines.append("  gone: \(removed.joined(separator: ", "))") }
        if let remark { lines.append("  \(remark)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
