/// What `rsync --list-only` prints: lines such as `drwxr-xr-x          4096 2026/01/31 09:00:00 dists`; others are left out.
func rsyncEntries(in output: [UInt8]) -> [RsyncListing.Entry] {
    output.split(separator: UInt8(ascii: "\n")).compactMap { entry($0) }
}

private func entry(_ line: ArraySlice<UInt8>) -> RsyncListing.Entry? {
    // A name may hold spaces, also at its start: only what stands before it is split.
    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 4, omittingEmptySubsequences: true)
    guard words.count == 5, words[0].count == 10, let byteCount = Int64(String(decoding: words[1], as: UTF8.self))
    else { return nil }
    let start = words[3].endIndex + 1
    guard start < line.endIndex else { return nil }
    var name = String(decoding: line[start...], as: UTF8.self)
    guard name != "." else { return nil }
    var target: String?
    let kind = kind(words[0].first)
    if kind == .symbolicLink, let arrow = name.firstRange(of: " -> ") {
        target = String(name[arrow.upperBound...])
        name = String(name[..<arrow.lowerBound])
    }
    return RsyncListing.Entry(kind: kind, byteCount: byteCount, name: name, target: target)
}

/// By the letter before the permissions. Source: rsync's list_file_entry in generator.c.
private func kind(_ letter: UInt8?) -> RsyncListing.Entry.Kind {
    switch letter {
    case UInt8(ascii: "-"): .file
    case UInt8(ascii: "d"): .directory
    case UInt8(ascii: "l"): .symbolicLink
    default: .other
    }
}
