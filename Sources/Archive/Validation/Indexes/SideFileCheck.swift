import ArchiveModel
import Posix

/// Checks a file that neither Release nor a stanza of a package lists: a patch of an index, an image of the installer.
struct SideFileCheck {
    let tree: ArchiveTree
    let verified: any VerifiedFiles
    let contentCheck: ValidationRequest.ContentCheck

    enum Outcome {
        case sound
        case missing
        /// Not what is wanted: its size, its digest, or its kind.
        case wrong(expected: String?, found: String)
        /// It cannot be read, or not safely.
        case faulty(Finding)
    }

    /// - Parameters:
    ///   - byteCount: nil where its list tells no size.
    ///   - digests: the strongest first; not empty.
    func run(_ path: String, byteCount: Int64?, _ digests: [Digest], _ ledger: inout Ledger) -> Outcome {
        do throws(SystemCallError) {
            guard let status = try poolFileStatus(path, at: tree.root.number) else { return .missing }
            guard status.kind == .regular else { return .wrong(expected: "a file", found: status.kind.phrase) }
            if let byteCount, status.identity.byteCount != byteCount {
                return .wrong(expected: "\(byteCount) bytes", found: "\(status.identity.byteCount) bytes")
            }
            if !mustBeRead(status.identity, digests) { return .sound }
        } catch {
            return .faulty(Finding(.warning, .fileUnreadable, path: path, found: error.reason))
        }
        return read(path, digests, &ledger)
    }

    private func mustBeRead(_ identity: FileIdentity, _ digests: [Digest]) -> Bool {
        switch contentCheck {
        case .none: false
        case .all: true
        case .unverified: !(verified.digest(of: identity).map(digests.contains) ?? false)
        }
    }

    private func read(_ path: String, _ digests: [Digest], _ ledger: inout Ledger) -> Outcome {
        do throws(ContentFault) {
            let file = try PoolFileContent(of: path, digests.map(\.algorithm), in: tree)
            ledger.statistics.readFileCount += 1
            ledger.statistics.readByteCount += file.identity.byteCount
            if let wrong = file.firstWrong(of: digests) {
                ledger.filesToTakeOut.append(path)
                return .wrong(expected: wrong.expected.description, found: wrong.found.description)
            }
            if let digest = digests.first {
                ledger.newlyVerified.append(VerifiedFile(identity: file.identity, digest: digest))
            }
            return .sound
        } catch {
            return .faulty(error.finding(path: path, suites: [], notAFile: .poolFileNotAFile).weighing(.warning))
        }
    }
}
