import ArchiveModel
import StateStore
import Validation

/// The memory of the store as validation asks it.
struct StoredVerifiedFiles: VerifiedFiles {
    private let table: VerifiedFileTable

    init(_ table: VerifiedFileTable) {
        self.table = table
    }

    func digest(of identity: FileIdentity) -> Digest? {
        let found = table.digest(
            inode: identity.inode, birthTime: identity.birthTime, byteCount: identity.byteCount,
            modificationTime: identity.modificationTime)
        guard let found, let algorithm = HashAlgorithm(storedName: found.algorithm) else { return nil }
        return Digest(algorithm, bytes: found.bytes)
    }
}

/// The store's name of an algorithm is that of the field of Release.
extension HashAlgorithm {
    init?(storedName name: String) {
        guard let algorithm = Self.allCases.first(where: { $0.releaseFieldName == name }) else { return nil }
        self = algorithm
    }
}

extension VerifiedFileRecord {
    init(_ file: VerifiedFile) {
        self.init(
            inode: file.identity.inode, birthTime: file.identity.birthTime, byteCount: file.identity.byteCount,
            modificationTime: file.identity.modificationTime, algorithm: file.digest.algorithm.releaseFieldName,
            digest: file.digest.bytes)
    }
}
