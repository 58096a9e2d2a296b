import Glibc
import Posix

extension StagedTree {
    /// Links one file of each top-level directory of the live generation into staging and unlinks it: a sync whose links are
    /// refused would fetch or copy everything anew, in silence. Files of several directories, for those of `dists/` are new each
    /// day, and those of `pool/` may be of the user who ran the first sync.
    ///
    /// - Throws: `linkRefused`, `systemCall`.
    borrowing func probeLinks(to live: GenerationName) throws(PublishingError) {
        let tree = root.path(of: live)
        let probe = "\(root.staging)/.mirrorward-link-probe"
        for name in try lifting({ () throws(SystemCallError) in try entryNames(tree) }).sorted() {
            guard
                let file = try lifting({ () throws(SystemCallError) in
                    try firstRegularFile(in: "\(tree)/\(name)", depth: 0)
                })
            else { continue }
            try effects.perform(.removeFile(probe))
            try effects.link(file, to: probe)
            try effects.perform(.removeFile(probe))
        }
    }
}

/// Some regular file at or below `path`; no symlink is followed.
private func firstRegularFile(in path: String, depth: Int) throws(SystemCallError) -> String? {
    guard let status = try fileStatus(path, followingLinks: false), depth < TreeSurvey.maximumDepth else { return nil }
    if status.kind == .regular { return path }
    guard status.kind == .directory else { return nil }
    for name in try entryNames(path).sorted() {
        if let found = try firstRegularFile(in: "\(path)/\(name)", depth: depth + 1) { return found }
    }
    return nil
}

extension LinkRefusal {
    /// Nil where the failure says nothing of hard links, as ENOSPC. Source: link(2).
    init?(_ failure: SystemCallError, of file: String) {
        let status = try? fileStatus(file, followingLinks: false)
        let ourUser = geteuid()
        let cause: Cause? =
            switch failure.number {
            case EPERM where status.map { $0.owner != ourUser } ?? false:
                status.map { .foreignOwner(owner: $0.owner, ourUser: ourUser) }
            case EPERM, ENOTSUP, ENOSYS: .unsupported
            case EXDEV: .otherFileSystem
            case EMLINK: .tooManyLinks(count: status?.linkCount ?? 0)
            default: nil
            }
        guard let cause else { return nil }
        self.init(cause: cause, path: file, number: failure.number)
    }
}
