/// A path in its normal form: encoded where it has to be and nowhere else, in upper case, without dot segments and doubled slashes.
///
/// Source: RFC 3986, sections 3.3, 5.2.4 and 6.2.2.
///
/// - Throws: `MirrorURLFault.percentMalformed`, `.percentRefused`.
func normalPath(_ bytes: ArraySlice<UInt8>) throws(MirrorURLFault) -> String {
    var segments: [[UInt8]] = []
    for segment in bytes.split(separator: UInt8(ascii: "/")) {
        let normal = try normalSegment(segment)
        if normal == Array("..".utf8) {
            _ = segments.popLast()
        } else if normal != Array(".".utf8) {
            segments.append(normal)
        }
    }
    let joined = segments.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
    return joined.isEmpty ? "/" : "/\(joined)/"
}

private func normalSegment(_ segment: ArraySlice<UInt8>) throws(MirrorURLFault) -> [UInt8] {
    var result: [UInt8] = []
    var rest = segment
    while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "%") {
            guard let high = rest.popFirst().flatMap(hexadecimalValue),
                let low = rest.popFirst().flatMap(hexadecimalValue)
            else { throw .percentMalformed }
            result += try normalOctet(high << 4 | low)
        } else if isPathCharacter(byte) {
            result.append(byte)
        } else {
            result += encoded(byte)
        }
    }
    return result
}

/// An octet that came encoded.
private func normalOctet(_ octet: UInt8) throws(MirrorURLFault) -> [UInt8] {
    if isUnreserved(octet) { return [octet] }
    if octet < 0x20 || octet == 0x7F || octet == UInt8(ascii: "/") || octet == UInt8(ascii: "\\") {
        throw .percentRefused(String(decoding: encoded(octet), as: UTF8.self))
    }
    return encoded(octet)
}

private func encoded(_ octet: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "%"), digits[Int(octet >> 4)], digits[Int(octet & 15)]]
}

/// `pchar` of RFC 3986, section 3.3, but for the apostrophe, which ends a word in shells and attributes of HTML.
private func isPathCharacter(_ byte: UInt8) -> Bool { isUnreserved(byte) || "!$&()*+,;=:@".utf8.contains(byte) }

/// rsync(1) decodes nothing, takes `*` and `[` for patterns, and a module's name for the first segment.
///
/// - Throws: `MirrorURLFault.rsyncPath`, `.noModule`.
func checkRsyncPath(_ path: String) throws(MirrorURLFault) {
    if let other = path.utf8.first(where: { !isUnreserved($0) && !"/+@:,=".utf8.contains($0) }) {
        throw .rsyncPath(String(UnicodeScalar(other)))
    }
    guard path != "/" else { throw .noModule }
}

extension MirrorURL {
    /// The directory of the archive where the address is one inside of it, as people copy it from their browser: of `dists/`, of what
    /// lies in `dists/`, of a trace, of `index.html`; else the address itself.
    package var archiveRoot: MirrorURL {
        var segments = path.split(separator: "/").map(String.init)
        if let dists = segments.firstIndex(of: "dists") { segments.removeSubrange(dists...) }
        if let trace = zip(segments, segments.dropFirst()).enumerated().first(where: { $1 == ("project", "trace") }) {
            segments.removeSubrange(trace.offset...)
        }
        let pages = ["index.html", "index.htm", "index.php"]
        while let last = segments.last, pages.contains(asciiLowercased(last)) { segments.removeLast() }
        // Of rsync the module stays, whatever its name is.
        if scheme == .rsync, segments.isEmpty { return self }
        let path = segments.isEmpty ? "/" : "/" + segments.joined(separator: "/") + "/"
        return MirrorURL(normalScheme: scheme, host: host, port: port, path: path)
    }
}
