import CIDN2

/// The normal form of a host as it stands in an address: a name in lower case and ASCII, without the dot at its end, or an address
/// literal without brackets.
///
/// Every host whose last label is a number has to be an IPv4 address of four decimal numbers, for resolvers take other forms for
/// addresses too (inet_aton(3)). Source: RFC 3986, section 3.2.2; RFC 5891; RFC 1123, section 2.1.
///
/// - Throws: `MirrorURLFault.noHost`, `.host`, `.numericHost`.
func normalHost(_ bytes: ArraySlice<UInt8>) throws(MirrorURLFault) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    if bytes.first == UInt8(ascii: "[") {
        let inside = String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
        guard bytes.last == UInt8(ascii: "]"), let address = IPAddress(inside), address.isIPv6 else {
            throw .host(text)
        }
        return address.text
    }
    guard !bytes.isEmpty else { throw .noHost }
    var name = try asciiName(text)
    if name.hasSuffix(".") { name.removeLast() }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard let last = labels.last, name.utf8.count <= 253, labels.allSatisfy({ isHostLabel($0) }) else {
        throw .host(text)
    }
    if isNumber(last) {
        guard let address = IPAddress(name) else { throw .numericHost(text) }
        return address.text
    }
    return name
}

/// Source: RFC 1123, section 2.1: letters, digits and hyphens inside, at most 63.
func isHostLabel(_ label: Substring) -> Bool {
    let bytes = label.utf8
    return 1...63 ~= bytes.count && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
        && bytes.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
}

/// What inet_aton(3) takes for a number: decimal, octal, hexadecimal.
private func isNumber(_ label: Substring) -> Bool {
    label.utf8.allSatisfy(isDigit)
        || label.hasPrefix("0x") && label.utf8.dropFirst(2).allSatisfy(isHexadecimalDigit)
}

/// The name in lower case with every label in its ASCII form. Names that have no other form do not reach the library.
private func asciiName(_ name: String) throws(MirrorURLFault) -> String {
    let lower = asciiLowercased(name)
    guard !lower.utf8.allSatisfy({ $0 < 0x80 }) || lower.contains("xn--") else { return lower }
    guard name.utf8.count <= 1000 else { throw .host(name) }
    var output: UnsafeMutablePointer<CChar>?
    let flags = Int32(
        IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue | IDN2_USE_STD3_ASCII_RULES.rawValue)
    guard idn2_to_ascii_8z(lower, &output, flags) == Int32(IDN2_OK.rawValue), let output else { throw .host(name) }
    defer { idn2_free(output) }
    return asciiLowercased(String(cString: output))
}
