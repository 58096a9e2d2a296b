@testable import ArchiveModel

/// Whatever a Release lists is sorted, unique and safe.
func checkRelease(_ input: [UInt8]) {
    checkPath(input)
    guard let release = try? ReleaseFile(signedText: input) else { return }
    let paths = release.entries.map(\.path)
    require(
        zip(paths, paths.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) },
        "entries are sorted and unique")
    for entry in release.entries { check(entry, of: release) }
    require(Set(release.algorithms).count == release.algorithms.count, "an algorithm has one section")
    // What is read only when it is asked for must not trap either.
    _ = (release.date, release.validUntil, release.architectures, release.components, release.malformedFlags)
    _ = (release.acquireByHash, release.notAutomatic, release.butAutomaticUpgrades, release.signedBy)
    _ = (release.origin, release.names(component: "main"), release.noSupportForArchitectureAll)
}

private func check(_ entry: ReleaseEntry, of release: ReleaseFile) {
    checkSafe(entry.path)
    require(entry.byteCount >= 0, "a size is not negative")
    require(release[entry.path] == entry, "an entry is found by its path")
    require(!["Release", "Release.gpg", "InRelease"].contains(entry.path), "Release does not list itself")
    let algorithms = entry.digests.map(\.algorithm)
    require(algorithms == Set(algorithms).sorted(by: >), "digests are unique, the strongest first")
    require(algorithms.allSatisfy(release.algorithms.contains), "a digest comes from a section")
    require(entry.dottedAlgorithms.isSubset(of: algorithms), "only digests are dotted")
    let name = IndexName(entry.path)
    require(entry.path.hasPrefix(name.logicalPath), "the logical path begins the path")
    for digest in entry.digests {
        let place = ByHash(path: ByHash.path(for: entry.path, digest))
        require(place?.digest == digest, "a path by hash is taken apart again")
    }
}

/// The rules for paths themselves, on the input as it is.
private func checkPath(_ input: [UInt8]) {
    let checked = input.withUnsafeBytes { try? ArchivePath.checked($0) }
    guard let checked else { return }
    checkSafe(checked)
    require((try? ArchivePath.checked(checked)) == checked, "a path that was checked is left as it is")
    require(String(decoding: input, as: UTF8.self).hasSuffix(checked), "only what it begins with is taken off")
}

/// A path below a root, whoever resolves it.
func checkSafe(_ path: String) {
    require(!path.isEmpty && path.utf8.count < 4096, "a path has a length that the kernel takes")
    for segment in path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
        require(1...255 ~= segment.count, "a segment has a length that the kernel takes")
        require(!segment.elementsEqual("..".utf8) && !segment.elementsEqual(".".utf8), "a path does not climb")
    }
    require(path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }, "a path is printable")
}
