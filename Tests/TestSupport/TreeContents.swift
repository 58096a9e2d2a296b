import Posix

/// The paths of all files and symlinks below `tree`, relative to it.
package func filePaths(of tree: String) throws -> [String] {
    let empty = try TemporaryDirectory()
    return try TreeSurvey(of: tree, comparedWith: empty.path).added
}

/// What a tree holds: the digest of each file and the target of each symlink, by path. Equal trees have equal contents.
package func treeContents(_ tree: String) throws -> [String: String] {
    try filePaths(of: tree).reduce(into: [:]) { contents, path in
        if let target = try symbolicLinkTarget("\(tree)/\(path)") {
            contents[path] = "-> \(target)"
        } else {
            contents[path] = sha256(try readFile("\(tree)/\(path)", limit: 1 << 30))
        }
    }
}
