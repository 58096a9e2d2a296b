import ArchiveModel

/// The Release file of a suite before anything vouches for it.
struct ReleaseSource: Sendable, Hashable {
    /// Relative to the archive's root: InRelease, or Release.
    let path: String
    /// What apt parses: of InRelease the signed part alone.
    let text: [UInt8]
    /// Armored or binary; nil where there is none.
    let signatures: [UInt8]?
}

/// Why a suite has no readable Release file.
enum ReleaseSourceError: Error, Sendable, Hashable {
    case file(path: String, FileFault)
    case clearsign(path: String, ClearsignError)
    case detached(path: String, DetachedSignatureFault)
}

extension DiscoveredSuite {
    /// A signature file holds a few kilobytes.
    static let signatureByteLimit = 1 << 20

    /// What apt would take: InRelease where it is there, else Release with Release.gpg.
    ///
    /// - Throws: `ReleaseSourceError`.
    func releaseSource(_ tree: ArchiveTree) throws(ReleaseSourceError) -> ReleaseSource {
        guard hasInRelease else { return try detachedSource(tree) }
        let path = self.path("InRelease")
        let bytes = try Self.read(path, tree, limit: SuiteDiscovery.releaseByteLimit)
        do throws(ClearsignError) {
            let message = try ClearsignedMessage(bytes)
            return ReleaseSource(path: path, text: message.text, signatures: message.signatures)
        } catch {
            throw .clearsign(path: path, error)
        }
    }

    /// Release, and Release.gpg where it is there.
    ///
    /// - Throws: `ReleaseSourceError.file`, `.detached`.
    func detachedSource(_ tree: ArchiveTree) throws(ReleaseSourceError) -> ReleaseSource {
        let path = self.path("Release")
        let text = try Self.read(path, tree, limit: SuiteDiscovery.releaseByteLimit)
        guard hasDetachedSignature else { return ReleaseSource(path: path, text: text, signatures: nil) }
        let signature = try Self.read("\(path).gpg", tree, limit: Self.signatureByteLimit)
        do throws(DetachedSignatureFault) { try DetachedSignature.check(signature) } catch {
            throw .detached(path: "\(path).gpg", error)
        }
        return ReleaseSource(path: path, text: text, signatures: signature)
    }

    private static func read(_ path: String, _ tree: ArchiveTree, limit: Int) throws(ReleaseSourceError) -> [UInt8] {
        do throws(FileFault) { return try tree.read(path, limit: limit) } catch { throw .file(path: path, error) }
    }
}
