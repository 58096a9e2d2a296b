@testable import ArchiveModel

/// Whatever an Index of patches names lies beside it, each list once.
func checkPdiff(_ input: [UInt8]) {
    guard let index = try? PdiffIndex(input) else { return }
    require((index.current == nil) == index.faults.contains(.noCurrent), "without a newest state there is a fault")
    for list in [index.history, index.patches, index.downloads] {
        require(Set(list.map(\.name)).count == list.count, "a list names a file once")
        for file in list {
            checkSafe(file.name)
            require(!file.name.utf8.contains(UInt8(ascii: "/")), "a patch has no directory")
            check(file)
        }
    }
    if let current = index.current { check(current) }
}

private func check(_ file: PdiffFile) {
    let algorithms = file.digests.map(\.algorithm)
    require(!algorithms.isEmpty && file.byteCount >= 0, "a file has a size and a digest")
    require(algorithms == Set(algorithms).sorted(by: >), "digests are unique, the strongest first")
}
