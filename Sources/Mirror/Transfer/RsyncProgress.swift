/// A line of `--info=progress2`: `3000004  99%   44.02MB/s    0:00:00 (xfr#3, to-chk=0/11)`.
struct RsyncProgress: Equatable {
    /// Of file contents.
    let byteCount: Int64
    /// Files that were compared or transferred, and files known; nil while a file is under way.
    let files: Files?

    struct Files: Equatable {
        let done: Int64
        let known: Int64
        /// Whether the list of files is complete: `to-chk`, where `ir-chk` still grows.
        let isComplete: Bool
    }
}

extension RsyncProgress {
    init?(_ line: String) {
        let words = line.split(separator: " ")
        guard words.count >= 4, words[1].hasSuffix("%"), Int(words[1].dropLast()) != nil, words[2].hasSuffix("/s"),
            words[3].contains(":"), let byteCount = RsyncLine.number(words[0])
        else { return nil }
        self.byteCount = byteCount
        files = words.last.flatMap { Files($0) }
    }
}

extension RsyncProgress.Files {
    /// Reads `to-chk=7/11)`.
    fileprivate init?(_ word: Substring) {
        let parts = word.split(separator: "=")
        guard parts.count == 2, parts[0] == "to-chk" || parts[0] == "ir-chk", parts[1].hasSuffix(")") else {
            return nil
        }
        let numbers = parts[1].dropLast().split(separator: "/").compactMap { Int64($0) }
        guard numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1] else { return nil }
        self.init(done: numbers[1] - numbers[0], known: numbers[1], isComplete: parts[0] == "to-chk")
    }
}
