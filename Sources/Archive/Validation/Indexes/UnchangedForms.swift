import ArchiveModel
import Posix

/// Tells the stored forms that need not be read again: live serves the same file under the same lines of Release, and it was
/// read and compared with all of them.
///
/// The remembered digest alone does not tell: it is one of several that Release may list, and says nothing of the bare entry.
struct UnchangedForms {
    let tree: ArchiveTree
    let live: ArchiveTree?
    let liveRelease: ReleaseFile?
    let verified: any VerifiedFiles

    /// `path`: the form's own, for a copy below by-hash was compared with its name alone.
    func contains(_ form: IndexGroup.Form, bare: ReleaseEntry?, _ path: String, _ status: FileStatus) -> Bool {
        guard let live, isListedAlike(form.entry), isBareListedAlike(bare, form) else { return false }
        guard status.byteCount == form.entry.byteCount, let liveStatus = try? live.status(path) else { return false }
        guard liveStatus.inode == status.inode, liveStatus.device == status.device else { return false }
        guard let known = try? poolFileStatus(path, at: tree.root.number) else { return false }
        return form.entry.rememberedDigest.map { verified.digest(of: known.identity) == $0 } ?? false
    }

    private func isBareListedAlike(_ bare: ReleaseEntry?, _ form: IndexGroup.Form) -> Bool {
        bare.map(isListedAlike) ?? (liveRelease?[form.name.logicalPath] == nil)
    }

    private func isListedAlike(_ entry: ReleaseEntry) -> Bool {
        guard let other = liveRelease?[entry.path] else { return false }
        return other.byteCount == entry.byteCount && other.digests == entry.digests
    }
}

extension ReleaseEntry {
    /// The one that a verified file is remembered with: SHA-256, which is computed fastest, before SHA-512.
    var rememberedDigest: Digest? { digest(.sha256) ?? digest(.sha512) ?? digests.first }
}
