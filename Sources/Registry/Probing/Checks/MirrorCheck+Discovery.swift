import MirrorRegistry

extension MirrorCheck {
    /// The suites that the server's own list of `dists/` shows, where neither a setting nor the archive names them.
    func discoveredSuites(_ visit: inout AddressVisit) -> [String] {
        let url = fileURL(visit.url, "dists/")
        switch fetch(url, for: "the list of dists/", byteLimit: min(128 << 10, max(1, bytesLeft))) {
        case .leftOut: return []
        case .failed(let failure):
            if visit.isAnswered { return [] }
            if case .bodyTooLong = failure.fault { visit.isAnswered = true }
            noteNoAnswer(failure, visit, asked: url)
            return []
        case .answered(let answer):
            noteFirst(answer, &visit, asked: url)
            let names = answer.status == 200 ? directoryLinks(inPage: answer.body) : []
            if names.isEmpty {
                add(
                    .release, url, .failed, "no suite is named, and the server shows none below dists/",
                    answer.origin, reproduction: Reproduction.curl(url))
            }
            return names
        }
    }
}

/// The names of directories that a list of files links to, as web servers write one: `href="wren/"`. At most 100.
func directoryLinks(inPage bytes: [UInt8]) -> [String] {
    let page = String(decoding: bytes, as: UTF8.self)
    var names: [String] = []
    for part in page.split(separator: "href=", omittingEmptySubsequences: false).dropFirst() {
        guard names.count < 100, let quote = part.first, quote == "\"" || quote == "'" else { continue }
        let target = part.dropFirst().prefix { $0 != quote }
        let name = target.hasPrefix("./") ? target.dropFirst(2) : target
        guard name.hasSuffix("/"), name.utf8.count <= 100 else { continue }
        let suite = String(name.dropLast())
        // Anything with another slash leads elsewhere.
        guard !suite.isEmpty, suite.utf8.allSatisfy(isSuiteByte), !suite.hasPrefix("."), !names.contains(suite) else {
            continue
        }
        names.append(suite)
    }
    return names
}

private func isSuiteByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "-._+~".utf8.contains(byte)
    }
}
