/// The bytes of a .deb: an ar archive of `debian-binary` and two tar archives, as deb(5) has it.
///
/// `content` becomes the only file of the package, so that two builds of one version can differ.
package func debFile(control: String, name: String, content: [UInt8]) -> [UInt8] {
    let controlArchive = gzipped(tarArchive([("./control", Array(control.utf8))]))
    let dataArchive = gzipped(tarArchive([("./usr/share/doc/\(name)/README", content)]))
    return Array("!<arch>\n".utf8) + arMember("debian-binary", Array("2.0\n".utf8))
        + arMember("control.tar.gz", controlArchive) + arMember("data.tar.gz", dataArchive)
}

private func arMember(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let header =
        padded(name, 16) + padded("0", 12) + padded("0", 6) + padded("0", 6) + padded("100644", 8)
        + padded("\(bytes.count)", 10) + "`\n"
    return Array(header.utf8) + bytes + (bytes.count % 2 == 1 ? [0x0A] : [])
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: width - text.utf8.count)
}

/// Regular files in POSIX ustar form, owned by root, dated 1970.
package func tarArchive(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    files.reduce(into: [UInt8]()) { archive, file in
        archive += tarHeader(file.name, byteCount: file.bytes.count) + file.bytes
        archive += [UInt8](repeating: 0, count: (512 - file.bytes.count % 512) % 512)
    } + [UInt8](repeating: 0, count: 1024)
}

private func tarHeader(_ name: String, byteCount: Int) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
        header.replaceSubrange(offset..<offset + text.utf8.count, with: Array(text.utf8))
    }
    put(name, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(octal(byteCount, digits: 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put("root", at: 265)
    put("root", at: 297)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\0 ", at: 148)
    return header
}

private func octal(_ value: Int, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: digits - text.count) + text
}
