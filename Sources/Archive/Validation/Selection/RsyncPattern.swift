/// A pattern of rsync's filter rules, and what it matches, as `rule_matches` of rsync 3.5.0 has it (exclude.c).
struct RsyncPattern: Sendable, Hashable {
    /// How much of a path is looked at.
    private enum Reach: Sendable, Hashable {
        case wholePath
        /// So many of its last parts.
        case lastParts(Int)
        /// The whole path, and what follows each slash.
        case anySuffix
    }

    private let glob: RsyncGlob
    private let reach: Reach
    private let matchesDirectoriesOnly: Bool
    /// `**/x` matches `x` too: rsync puts a slash before the path.
    private let beginsWithAnything: Bool
    /// `x/***` matches the directory `x` too: rsync puts a slash behind it.
    private let endsWithContents: Bool

    init(_ text: String) {
        var bytes = Array(text.utf8)
        matchesDirectoriesOnly = bytes.count > 1 && bytes.last == UInt8(ascii: "/")
        if matchesDirectoriesOnly { bytes.removeLast() }
        let slashCount = bytes.count { $0 == UInt8(ascii: "/") }
        let stars = bytes.firstRange(of: Array("**".utf8))
        beginsWithAnything = stars?.lowerBound == 0
        endsWithContents = bytes.suffix(3).elementsEqual("***".utf8)
        let isAnchored = bytes.first == UInt8(ascii: "/")
        if isAnchored { bytes.removeFirst() }
        glob = RsyncGlob(bytes)
        reach = Self.reach(isAnchored, slashCount: slashCount, stars: stars?.lowerBound)
    }

    private static func reach(_ isAnchored: Bool, slashCount: Int, stars: Int?) -> Reach {
        if isAnchored { return .wholePath }
        guard let stars else { return .lastParts(slashCount + 1) }
        return stars == 0 ? .wholePath : .anySuffix
    }

    /// - Parameter path: relative to the root of the transfer, without a slash at either end.
    func matches(_ path: String, isDirectory: Bool) -> Bool {
        if matchesDirectoriesOnly && !isDirectory { return false }
        var text = Array(path.utf8)
        if endsWithContents && isDirectory { text.append(UInt8(ascii: "/")) }
        switch reach {
        case .wholePath:
            return glob.matches((beginsWithAnything ? [UInt8(ascii: "/")] : []) + text)
        case .lastParts(let count):
            return Self.start(ofLast: count, in: text).map { glob.matches(text[$0...]) } ?? false
        case .anySuffix:
            let starts = [0] + text.indices.filter { text[$0] == UInt8(ascii: "/") }.map { $0 + 1 }
            return starts.contains { glob.matches(text[$0...]) }
        }
    }

    /// Where the last `count` parts begin; nil where there are fewer.
    private static func start(ofLast count: Int, in text: [UInt8]) -> Int? {
        var left = count
        for index in text.indices.reversed() where text[index] == UInt8(ascii: "/") {
            left -= 1
            if left == 0 { return index + 1 }
        }
        return left == 1 ? 0 : nil
    }
}
