extension Selection {
    /// Whether a symlink at `path` leads to what is left out, so that it leads nowhere on purpose.
    func leavesOutTarget(_ target: String, of path: String) -> Bool {
        guard !isEverything, !target.hasPrefix("/") else { return false }
        var parts = path.split(separator: "/").dropLast().map { String($0) }
        for segment in target.split(separator: "/") where segment != "." {
            if segment != ".." { parts.append(String(segment)) } else if parts.popLast() == nil { return false }
        }
        return leftOutDirectory(parts.joined(separator: "/")) != nil
    }
}
