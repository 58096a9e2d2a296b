import Posix

/// The suites of a directory: each below `dists/` with InRelease or Release. Symlinks are second names and are left out.
func suites(inDirectory root: String) throws(SystemCallError) -> [String] {
    var found: [String] = []
    try collectSuites(root, "", depth: 0, &found)
    return found.sorted()
}

private func collectSuites(
    _ root: String, _ relative: String, depth: Int, _ found: inout [String]
) throws(SystemCallError) {
    let directory = relative.isEmpty ? "\(root)/dists" : "\(root)/dists/\(relative)"
    guard depth < 4, found.count < 1000, try fileStatus(directory)?.kind == .directory else { return }
    let names = try directoryNames(directory)
    if !relative.isEmpty, names.contains("InRelease") || names.contains("Release") {
        found.append(relative)
        return
    }
    for name in names {
        let path = relative.isEmpty ? name : "\(relative)/\(name)"
        let status = try fileStatus("\(root)/dists/\(path)", followingLinks: false)
        if status?.kind == .directory { try collectSuites(root, path, depth: depth + 1, &found) }
    }
}
