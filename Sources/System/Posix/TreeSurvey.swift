import Glibc

/// What one walk over a tree finds, without a stat(2) for each file: what is not a plain file, and how the tree differs from
/// another on the same file system.
///
/// Trees that share unchanged files by hard links are compared by the inode numbers that are in the directories, which asks nothing
/// of the kernel for a file. Paths are relative, without a leading `./`.
package struct TreeSurvey: Sendable {
    package internal(set) var regularFileCount = 0
    /// Regular files whose names end as packages and sources do (`isPackageName`), in all directories but `dists`.
    package internal(set) var packageFileCount = 0
    package internal(set) var directoryCount = 0
    package internal(set) var symbolicLinks: [String] = []
    /// Devices, sockets and FIFOs.
    package internal(set) var specialFiles: [String] = []
    /// Paths whose bytes are not UTF-8, as they read with the wrong bytes replaced. They take no part in the comparison.
    package internal(set) var undecodablePaths: [String] = []
    /// Directories deeper than `maximumDepth`, which were not entered.
    package internal(set) var tooDeepPaths: [String] = []
    /// Files and symlinks with the name InRelease or Release, wherever they lie: an archive may be rooted in any directory.
    package internal(set) var releaseFiles: [String] = []
    /// Those of the tree that was compared with; nil where there was none.
    package internal(set) var otherReleaseFiles: [String]?
    /// Of the tree that was compared with.
    package internal(set) var otherSymbolicLinks: [String] = []

    /// Directories that not everyone may read and enter; the tree itself is `.`.
    package internal(set) var closedDirectories: [(path: String, permissions: UInt32)] = []

    /// Directories of the surveyed tree that this process may not read, which were passed over.
    package internal(set) var unreadableDirectories: [SystemCallError] = []

    /// Files and symlinks that only the surveyed tree has; collected only by a comparison, like the next two.
    package internal(set) var added: [String] = []
    package internal(set) var changed: [String] = []
    package internal(set) var removed: [String] = []

    fileprivate init() {}

    /// Archives nest some ten levels; rsync and the kernel allow 2,000.
    package static let maximumDepth = 64

    /// Where fsck(8) puts what it finds: it stands at the top of a file system, is root's alone, and is no part of an archive.
    static let recoveryDirectory = "lost+found"

    /// - Parameter other: a tree on the same file system, or nil to compare with nothing.
    /// - Throws: `SystemCallError` from openat(2), readdir(3), fstatat(2) or readlinkat(2).
    package init(of tree: String, comparedWith other: String? = nil) throws(SystemCallError) {
        let root = try Descriptor.open(tree, O_RDONLY | O_DIRECTORY)
        var walk = try TreeWalk(root: root, otherPath: other)
        try walk.run()
        self = walk.finish()
    }
}

/// The walk behind a survey: directories still to be read, and what was found so far.
///
/// Directories are opened by their path below the root and closed before the next, so that no depth exhausts descriptors.
private struct TreeWalk: ~Copyable {
    private enum Presence { case both, treeOnly, otherOnly }

    private struct Task {
        let path: String
        let depth: Int
        let presence: Presence
    }

    private let root: Descriptor
    private let other: Descriptor
    private let compares: Bool
    private var pending: [Task]
    private var survey: TreeSurvey

    init(root: consuming Descriptor, otherPath: String?) throws(SystemCallError) {
        let other = try Descriptor.open(otherPath ?? "/", O_RDONLY | O_DIRECTORY)
        self.root = root
        self.other = other
        compares = otherPath != nil
        pending = [Task(path: ".", depth: 0, presence: compares ? .both : .treeOnly)]
        survey = TreeSurvey()
        if compares { survey.otherReleaseFiles = [] }
    }

    mutating func run() throws(SystemCallError) {
        while let task = pending.popLast() {
            switch task.presence {
            case .both: try compare(task)
            case .treeOnly: try visit(task)
            case .otherOnly: try visitRemoved(task)
            }
        }
    }

    consuming func finish() -> TreeSurvey { survey }

    /// The entries of a directory of the surveyed tree; nil, and noted, where permissions forbid it.
    private mutating func listing(_ task: Task) throws(SystemCallError) -> DirectoryListing? {
        do throws(SystemCallError) { return try DirectoryListing(task.path, below: root) } catch
            where error.number == EACCES && task.path != "."
        {
            survey.directoryCount += 1
            survey.unreadableDirectories.append(SystemCallError(error.call, task.path, number: error.number))
            return nil
        }
    }

    private mutating func visit(_ task: Task) throws(SystemCallError) {
        guard let listing = try listing(task) else { return }
        record(listing, task)
        for entry in listing.entries {
            guard let path = record(listing, entry, in: task) else { continue }
            if entry.kind == .directory {
                descend(path, task, .treeOnly)
            } else if compares {
                survey.added.append(path)
            }
        }
    }

    private mutating func visitRemoved(_ task: Task) throws(SystemCallError) {
        let listing = try DirectoryListing(task.path, below: other)
        for entry in listing.entries { try remove(listing, entry, in: task) }
    }

    private mutating func remove(
        _ listing: DirectoryListing, _ entry: DirectoryListing.Entry, in task: Task
    ) throws(SystemCallError) {
        guard let path = Self.path(listing, entry, in: task) else { return }
        if entry.kind == .directory { return descend(path, task, .otherOnly) }
        survey.removed.append(path)
        noteOther(path, isReleaseFile: listing.isReleaseFile(entry), entry.kind)
    }

    /// Merges the sorted entries of both directories.
    private mutating func compare(_ task: Task) throws(SystemCallError) {
        guard let listing = try listing(task) else { return }
        let otherListing = try DirectoryListing(task.path, below: other)
        record(listing, task)
        var index = 0
        var otherIndex = 0
        while index < listing.entries.count || otherIndex < otherListing.entries.count {
            let order = Self.order(listing, index, otherListing, otherIndex)
            if order > 0 {
                try remove(otherListing, otherListing.entries[otherIndex], in: task)
            } else {
                let counterpart = order == 0 ? otherListing.entries[otherIndex] : nil
                try meet(listing, listing.entries[index], counterpart, in: task)
                index += 1
            }
            if order >= 0 { otherIndex += 1 }
        }
    }

    private mutating func meet(
        _ listing: DirectoryListing, _ entry: DirectoryListing.Entry, _ counterpart: DirectoryListing.Entry?,
        in task: Task
    ) throws(SystemCallError) {
        guard let path = record(listing, entry, in: task) else { return }
        if let counterpart, counterpart.kind != .directory {
            noteOther(path, isReleaseFile: listing.isReleaseFile(entry, kind: counterpart.kind), counterpart.kind)
        }
        switch (entry.kind, counterpart?.kind) {
        case (.directory, .directory?): descend(path, task, .both)
        case (.directory, nil): descend(path, task, .treeOnly)
        case (.directory, _?):
            descend(path, task, .treeOnly)
            survey.removed.append(path)
        case (_, .directory?):
            survey.added.append(path)
            descend(path, task, .otherOnly)
        case (_, nil): survey.added.append(path)
        case (_, _?):
            if try !isSame(path, entry, counterpart) { survey.changed.append(path) }
        }
    }

    private mutating func noteOther(_ path: String, isReleaseFile: Bool, _ kind: FileStatus.Kind) {
        if isReleaseFile { survey.otherReleaseFiles?.append(path) }
        if kind == .symbolicLink { survey.otherSymbolicLinks.append(path) }
    }

    /// rsync hard-links unchanged symlinks too, but a resumed tree may hold one of its own with the same target.
    private func isSame(
        _ path: String, _ entry: DirectoryListing.Entry, _ counterpart: DirectoryListing.Entry?
    ) throws(SystemCallError) -> Bool {
        if entry.inode == counterpart?.inode { return true }
        guard entry.kind == .symbolicLink, counterpart?.kind == .symbolicLink else { return false }
        return try symbolicLinkTarget(path, at: root.number) == symbolicLinkTarget(path, at: other.number)
    }

    private mutating func descend(_ path: String, _ task: Task, _ presence: Presence) {
        if path == TreeSurvey.recoveryDirectory { return }
        if task.depth >= TreeSurvey.maximumDepth {
            if presence != .otherOnly { survey.tooDeepPaths.append(path) }
        } else {
            pending.append(Task(path: path, depth: task.depth + 1, presence: presence))
        }
    }

    private mutating func record(_ listing: DirectoryListing, _ task: Task) {
        survey.directoryCount += 1
        if listing.permissions & 0o005 != 0o005 { survey.closedDirectories.append((task.path, listing.permissions)) }
    }

    /// Counts an entry of the surveyed tree, and returns its path unless that is no UTF-8.
    private mutating func record(_ listing: DirectoryListing, _ entry: DirectoryListing.Entry, in task: Task) -> String?
    {
        if entry.kind == .regular {
            survey.regularFileCount += 1
            if listing.isPackageName(entry), !isInDists(task.path) { survey.packageFileCount += 1 }
            if !compares && listing.isASCII(entry) && !listing.isReleaseFile(entry) { return nil }
        }
        guard let path = Self.path(listing, entry, in: task) else {
            let shown = String(decoding: listing.name(entry), as: UTF8.self)
            survey.undecodablePaths.append(task.path == "." ? shown : "\(task.path)/\(shown)")
            return nil
        }
        if entry.kind == .symbolicLink { survey.symbolicLinks.append(path) }
        if entry.kind == .other { survey.specialFiles.append(path) }
        if listing.isReleaseFile(entry) { survey.releaseFiles.append(path) }
        return path
    }

    private static func path(
        _ listing: DirectoryListing, _ entry: DirectoryListing.Entry, in task: Task
    ) -> String? {
        guard let name = String(validating: listing.name(entry), as: UTF8.self) else { return nil }
        return task.path == "." ? name : "\(task.path)/\(name)"
    }

    private static func order(
        _ listing: DirectoryListing, _ index: Int, _ other: DirectoryListing, _ otherIndex: Int
    ) -> Int {
        guard index < listing.entries.count else { return 1 }
        guard otherIndex < other.entries.count else { return -1 }
        return listing.names.withUnsafeBufferPointer { names in
            other.names.withUnsafeBufferPointer { otherNames in
                DirectoryListing.order(names, listing.entries[index], otherNames, other.entries[otherIndex])
            }
        }
    }
}
