extension MirrorURL {
    /// Reads an address and brings it into the normal form; also rsync's own `host::module/path`.
    ///
    /// Paths: what needs no encoding is decoded, dot segments are taken out, doubled slashes become one (servers and file systems
    /// take both for one place), and one slash stands at the end. A path of rsync may hold nothing that http would encode, for
    /// rsync(1) decodes nothing. Only syntax is judged here; `refusal` judges whether a registry takes it. Which directory is the
    /// archive's is not judged either: see `archiveRoot`.
    ///
    /// - Throws: `MirrorURLFault`; none of those that are by policy.
    package init(_ text: String) throws(MirrorURLFault) {
        try checkCharacters(text)
        let (scheme, rest) = try splitScheme(Array(text.utf8)[...])
        guard !rest.contains(UInt8(ascii: "?")) else { throw .query }
        guard !rest.contains(UInt8(ascii: "#")) else { throw .fragment }
        let authority = rest.prefix { $0 != UInt8(ascii: "/") }
        guard !authority.contains(UInt8(ascii: "@")) else { throw .credentials }
        let (host, port) = try splitPort(authority)
        let path = try normalPath(rest.dropFirst(authority.count))
        if scheme == .rsync { try checkRsyncPath(path) }
        self.init(
            normalScheme: scheme, host: try normalHost(host), port: port == scheme.defaultPort ? nil : port, path: path)
        try checkLength(self.text)
    }

    /// Bytes of an address, as it is given and in its normal form. Web servers take 8 KB, paths of Linux have 4096.
    static let byteLimit = 2000
}

private func checkLength(_ text: String) throws(MirrorURLFault) {
    let byteCount = text.utf8.count
    guard byteCount <= MirrorURL.byteLimit else { throw .tooLong(byteCount: byteCount, limit: MirrorURL.byteLimit) }
}

/// What no part of an address may hold.
private func checkCharacters(_ text: String) throws(MirrorURLFault) {
    try checkLength(text)
    for scalar in text.unicodeScalars {
        if isUnprintable(scalar) { throw .controlCharacter(scalar.value) }
        if scalar.properties.isWhitespace { throw .blank }
        if scalar == "\\" { throw .backslash }
    }
}

// By bytes from here: a mark behind a slash or a question mark makes another character of it, and no other address.

private func splitScheme(_ bytes: ArraySlice<UInt8>) throws(MirrorURLFault) -> (MirrorScheme, ArraySlice<UInt8>) {
    if let end = bytes.firstRange(of: Array("://".utf8)) {
        let name = asciiLowercased(String(decoding: bytes[..<end.lowerBound], as: UTF8.self))
        guard let scheme = MirrorScheme(rawValue: name) else { throw .scheme(name) }
        return (scheme, bytes[end.upperBound...])
    }
    // rsync(1): a daemon's module, which has no port; one colon would be a remote shell.
    guard let colons = bytes.firstRange(of: Array("::".utf8)) else { throw .noScheme }
    let host = bytes[..<colons.lowerBound]
    guard !host.contains(where: { "/[]".utf8.contains($0) }) else { throw .noScheme }
    return (.rsync, host + Array("/".utf8) + bytes[colons.upperBound...])
}

private func splitPort(
    _ authority: ArraySlice<UInt8>
) throws(MirrorURLFault) -> (host: ArraySlice<UInt8>, port: UInt16?) {
    guard authority.first != UInt8(ascii: "[") || authority.contains(UInt8(ascii: "]")) else {
        throw .host(String(decoding: authority, as: UTF8.self))
    }
    let afterLiteral = authority.lastIndex(of: UInt8(ascii: "]")).map { $0 + 1 } ?? authority.startIndex
    guard let colon = authority[afterLiteral...].firstIndex(of: UInt8(ascii: ":")) else { return (authority, nil) }
    let digits = authority[(colon + 1)...]
    // Without a number it is the default port (RFC 3986, section 6.2.3).
    if digits.isEmpty { return (authority[..<colon], nil) }
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.count <= 5, digits.allSatisfy(isDigit), let port = UInt16(text), port > 0 else {
        throw .portMalformed(text)
    }
    return (authority[..<colon], port)
}
