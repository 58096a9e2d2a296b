import ArchiveModel
import Digests

/// What a pool file was found to hold.
struct PoolFileContent {
    let identity: FileIdentity
    let digests: FileDigests

    /// The first of `expected` that is not the file's; one that could not be computed counts as right.
    func firstWrong(of expected: [Digest]) -> (expected: Digest, found: Digest)? {
        for digest in expected {
            if let found = digests[digest.algorithm], found != digest { return (digest, found) }
        }
        return nil
    }

    func holds(_ content: WantedContent) -> Bool {
        identity.byteCount == content.byteCount && firstWrong(of: content.digests) == nil
    }

    /// Reads a file once and computes its digests.
    ///
    /// - Parameters:
    ///   - algorithms: the first must be had; of the others those are left out that libcrypto does not offer, as MD5 under a
    ///     FIPS policy.
    ///   - isCancelled: asked every 256 KiB; the fault is then `DigestError.cancelled`.
    /// - Throws: `ContentFault`.
    init(
        of path: String, _ algorithms: [HashAlgorithm], in tree: ArchiveTree, isCancelled: () -> Bool = { false }
    ) throws(ContentFault) {
        let opened: OpenFile
        do throws(FileFault) { opened = try tree.open(path) } catch { throw .file(error) }
        let before = try Validation.identity(of: opened.file)
        do throws(DigestError) {
            digests = try fileDigests(
                of: opened.file, algorithms, byteLimit: before.byteCount, isCancelled: isCancelled)
        } catch .tooLarge {
            throw .changed
        } catch .unavailable(let algorithm) where algorithm != algorithms.first && algorithms.contains(algorithm) {
            self = try PoolFileContent(
                of: path, algorithms.filter { $0 != algorithm }, in: tree, isCancelled: isCancelled)
            return
        } catch {
            throw .digest(error)
        }
        guard digests.byteCount == before.byteCount, try Validation.identity(of: opened.file) == before else {
            throw .changed
        }
        identity = before
    }
}
