import MirrorRegistry

/// The URL of a file of a mirror; `path` is relative to the archive's root and is escaped here.
func fileURL(_ base: MirrorURL, _ path: String) -> String { base.text + percentEncoded(path) }

/// `path` as a part of a URL: what RFC 3986 does not let stand in a path is escaped, and a percent sign always is.
func percentEncoded(_ path: String) -> String {
    var bytes: [UInt8] = []
    for byte in path.utf8 {
        if isPathByte(byte) {
            bytes.append(byte)
        } else {
            bytes += Array("%".utf8) + [hexadecimalDigit(byte >> 4), hexadecimalDigit(byte & 15)]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

private func isPathByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "-._~/+:@=,".utf8.contains(byte)
    }
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? value + 0x30 : value + 0x37 }
