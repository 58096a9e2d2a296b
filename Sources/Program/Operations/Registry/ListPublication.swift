package import MirrorRegistry
package import Publishing
package import Timekeeping

/// How the public list of a registry is written.
package struct ListPublication: Sendable {
    /// `Publish` of the configuration, absolute: `public` in it is what web servers serve.
    package var directory: String
    package var signing: ListSigning?
    /// How many generations are kept, the new one among them.
    package var keptGenerationCount = 3
    package var shrinking = ShrinkingLimit()

    package init(directory: String, signing: ListSigning? = nil) {
        self.directory = directory
        self.signing = signing
    }

    var root: MirrorRoot { MirrorRoot(path: directory) }
}

/// What a publication did.
package struct ListPublicationResult: Sendable, Hashable {
    package var generation: GenerationName
    /// Hosts that were not on the last list, sorted.
    package var added: [String]
    /// Hosts that were, and are not now, sorted.
    package var removed: [String]
    package var keptCount: Int
    package var fileCount: Int
    /// Why older generations could not be removed; the list is published all the same.
    package var leftover: PublishingError?
}

/// Publishes `files` as one generation: whoever asks sees all of the old list or all of the new. The registry's lock is held.
///
/// Each call makes a generation, also where only the time of writing differs: by it readers know that the list is alive. At each
/// moment the public link leads to a complete generation; a call that throws has changed nothing that is served, with one exception:
/// when syncing the directory fails after the link was switched, the new list is served and may not be durable.
///
/// - Parameter files: the list in every form, `mirrors.json` among them.
/// - Throws: `ListPublicationError`.
package func publishList(
    _ files: [PublicFile], as publication: ListPublication, at now: Instant, _ effects: FileEffects = .system
) throws(ListPublicationError) -> ListPublicationResult {
    try requireDistinctPaths(files)
    try requireOwnDirectory(publication.root)
    let list = try publishedHosts(in: files)
    let last = try lastPublishedHosts(of: publication.root, publication.shrinking)
    try publication.shrinking.check(from: last, to: list.hosts)
    let whole = try signed(files, with: publication.signing)

    var result = ListPublicationResult(
        generation: try write(whole, as: publication, at: now, effects),
        added: list.hosts.subtracting(last).sorted(), removed: last.subtracting(list.hosts).sorted(),
        keptCount: last.intersection(list.hosts).count, fileCount: whole.count)
    do throws(PublishingError) {
        _ = try publication.root.retireSurplus(keeping: publication.keptGenerationCount, pinned: [], effects)
        try publication.root.removeRetired(effects)
    } catch { result.leftover = error }
    return result
}

/// The files, SHA256SUMS of them, and the signatures.
private func signed(
    _ files: [PublicFile], with signing: ListSigning?
) throws(ListPublicationError) -> [PublicFile] {
    let whole = files + [try checksums(of: files)]
    guard let signing else { return whole }
    return whole + (try signing.signatures(of: whole))
}

private func requireDistinctPaths(_ files: [PublicFile]) throws(ListPublicationError) {
    var seen: Set<String> = [checksumsPath]
    for file in files {
        let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
        // The empty part is that of a leading, a doubled or a trailing slash; web servers hide what begins with a dot.
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }), file.path.utf8.allSatisfy({ $0 > 0x1F }),
            !file.path.hasSuffix(signatureSuffix)
        else { throw .unsafePath(file.path) }
        guard seen.insert(file.path).inserted else { throw .twoFilesOfOnePath(file.path) }
    }
}

/// The root of a mirror is told by its marker: its generations are not ours to retire.
private func requireOwnDirectory(_ root: MirrorRoot) throws(ListPublicationError) {
    let marker: MirrorMarker? = try ListPublicationError.ofPublishing { () throws(PublishingError) in
        try root.readMarker()
    }
    if let marker { throw .directoryOfMirror(path: root.path, mirror: marker.mirror) }
}
