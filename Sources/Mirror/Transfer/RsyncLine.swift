/// One line of what rsync writes to standard output under the arguments of `TransferRequest.command`.
enum RsyncLine: Equatable {
    case progress(RsyncProgress)
    /// Every way to read it: a hostile name may hold the text that separates it from its target.
    case skipped([SkippedPath])
    case statistic(String, Int64)
    case sent(Int64, received: Int64)
    /// An I/O error of the sender: rsync deletes nothing in that run, so that files may be left that the upstream no longer has.
    case deletionsSkipped
    /// A change of one file, itemised.
    case item
    /// Anything else: the daemon's message of the day, blank lines.
    case other

    /// Keeps names, which may hold anything, from reading as another kind of line.
    static let itemPrefix = "item "

    init(_ line: String) {
        if line.hasPrefix(Self.itemPrefix) {
            self = .item
        } else if let progress = RsyncProgress(line) {
            self = .progress(progress)
        } else if let paths = SkippedPath.read(line) {
            self = .skipped(paths)
        } else if line == "IO error encountered -- skipping file deletion" {
            self = .deletionsSkipped
        } else {
            self = Self.statistic(line) ?? .other
        }
    }

    /// Lines such as `Number of files: 15 (reg: 5, dir: 6, link: 3)` and
    /// `sent 128 bytes  received 3001165 bytes  2000862.00 bytes/sec`; the texts are those of output_summary in rsync's main.c.
    private static func statistic(_ line: String) -> RsyncLine? {
        let words = line.split(separator: " ")
        if words.count >= 6, words[0] == "sent", words[2] == "bytes", words[3] == "received",
            let sent = number(words[1]), let received = number(words[4])
        {
            return .sent(sent, received: received)
        }
        if line.hasPrefix("total size is "), words.count >= 4, let size = number(words[3]) {
            return .statistic("total size", size)
        }
        guard let colon = line.firstIndex(of: ":"), statisticNames.contains(String(line[..<colon])) else { return nil }
        let value = line[line.index(after: colon)...].split(separator: " ").first
        return value.flatMap(number).map { .statistic(String(line[..<colon]), $0) }
    }

    private static let statisticNames: Set = [
        "Number of files", "Number of created files", "Number of deleted files", "Number of regular files transferred",
        "Total file size", "Total transferred file size", "Literal data", "Matched data", "Total bytes sent",
        "Total bytes received",
    ]

    /// Digits with or without commas between them.
    static func number(_ text: Substring) -> Int64? { Int64(text.filter { $0 != "," }) }
}
