import Posix

/// Where everything of one mirror lies on disk.
///
/// The publication lock lies in the state directory, not here. Who changes the marker, the public link or the list of
/// generations holds it; who changes staging holds the sync lock.
package struct MirrorRoot: Sendable, Hashable {
    /// `Root` of the configuration, absolute, without a slash at its end.
    package let path: String
    /// The symlink that web servers and rsyncd follow.
    package let publicLink: String

    /// - Parameter publicLink: `Public` of the configuration, absolute; `public` in Root where it is nil.
    package init(path: String, publicLink: String? = nil) {
        self.path = path
        self.publicLink = publicLink ?? "\(path)/public"
    }

    package var generations: String { "\(path)/generations" }
    package var staging: String { "\(path)/staging" }
    /// Held while something changes staging, beside the lock in the state directory.
    package var lock: String { "\(path)/.lock" }
    package var marker: String { "\(path)/.mirrorward" }
    /// For rsync's `--partial-dir`: outside of every tree, so that nobody is served half a file.
    package var partial: String { "\(path)/.partial" }

    /// The filter rules of the selection, for rsync.
    package var filters: String { "\(path)/.filters" }

    package func path(of generation: GenerationName) -> String { "\(generations)/\(generation)" }

    /// A symlink that says which generation staging holds a hard link to each file of. It is there only between syncs.
    var stagingStamp: String { "\(path)/.staging-of" }

    /// The last step before a file takes its place in the served tree: in Root, where no client sees it.
    var temporary: String { "\(path)/.publishing.tmp" }

    /// The new public link before it replaces the old one, as `replaceSymbolicLink` names it.
    var temporaryPublicLink: String {
        let (directory, name) = splitPath(publicLink)
        return "\(directory)/.\(name).new"
    }

    /// Relative where the link lies in Root, so that Root can be moved or mounted elsewhere.
    func linkTarget(of generation: GenerationName) -> String {
        splitPath(publicLink).directory == path ? "generations/\(generation)" : self.path(of: generation)
    }
}
