/// InRelease taken apart as apt does it, so that what is parsed is what the signature covers.
///
/// gpgv alone would accept text before and after the signed part. Give it `signatures` and `text` as a detached signature and
/// its data: a signature of a text document covers lines without blanks at their ends, joined by CR LF, and no last line end,
/// which is what `text` is. Source: `SplitClearSignedFile`, apt-pkg/contrib/gpgv.cc; RFC 9580, section 7.
package struct ClearsignedMessage: Sendable, Hashable {
    /// The lines that were signed, dash-escapes removed, without blanks and carriage returns at their ends, joined by LF.
    package let text: [UInt8]
    /// The armored signatures, one after the other.
    package let signatures: [UInt8]
    /// The `Hash:` lines of the armor, as `SHA512`.
    package let hashNames: [String]

    /// - Throws: `ClearsignError`.
    package init(_ bytes: [UInt8]) throws(ClearsignError) {
        var lines = SignedLines(bytes)
        try Self.checkStart(&lines, of: bytes)
        hashNames = try Self.readArmorHeaders(&lines)
        text = try Self.readMessage(&lines)
        signatures = try Self.readSignatures(&lines)
    }

    /// `bytes` in the form of `text`: what a clearsigned message of them would cover. By this, InRelease and Release are
    /// compared.
    package static func signedForm(of bytes: [UInt8]) -> [UInt8] {
        var lines = SignedLines(bytes)
        var text: [UInt8] = []
        while let line = lines.next() {
            if lines.number > 1 { text.append(0x0A) }
            text += line
        }
        return text
    }

    private static let begin = Array("-----BEGIN PGP SIGNED MESSAGE-----".utf8)
    private static let beginSignature = Array("-----BEGIN PGP SIGNATURE-----".utf8)
    private static let endSignature = Array("-----END PGP SIGNATURE-----".utf8)
    private static let dash: UInt8 = 0x2D

    private static func checkStart(_ lines: inout SignedLines, of bytes: [UInt8]) throws(ClearsignError) {
        guard let first = lines.next() else { throw .empty }
        if first.elementsEqual(begin) { return }
        while let line = lines.next() {
            if line.elementsEqual(begin) { throw .textBeforeMessage(line: lines.number) }
        }
        throw ImpostorFile(bytes)?.error ?? .unsigned
    }

    private static func readArmorHeaders(_ lines: inout SignedLines) throws(ClearsignError) -> [String] {
        var hashNames: [String] = []
        while let line = lines.next() {
            if line.isEmpty { return hashNames }
            if line.first == dash { throw .unexpectedDash(.armorHeader, line: lines.number) }
            let header = String(decoding: line, as: UTF8.self)
            if header.hasPrefix("Hash: ") {
                hashNames += header.dropFirst(6).split { $0 == "," || $0 == " " }.map { String($0) }
            }
        }
        throw .endsWithoutSignature(.armorHeader)
    }

    private static func readMessage(_ lines: inout SignedLines) throws(ClearsignError) -> [UInt8] {
        var (text, isFirst): ([UInt8], Bool) = ([], true)
        while let line = lines.next() {
            if line.elementsEqual(beginSignature) { return text }
            let isEscaped = line.starts(with: [dash, 0x20])
            if line.first == dash, !isEscaped { throw .unexpectedDash(.message, line: lines.number) }
            if !isFirst { text.append(0x0A) }
            text += isEscaped ? line.dropFirst(2) : line
            isFirst = false
        }
        throw .endsWithoutSignature(.message)
    }

    /// Begins inside of the first signature.
    private static func readSignatures(_ lines: inout SignedLines) throws(ClearsignError) -> [UInt8] {
        var (armor, isOpen) = (beginSignature + [0x0A], true)
        while let line = lines.next() {
            if isOpen, line.elementsEqual(endSignature) {
                isOpen = false
            } else if isOpen, line.first == dash {
                throw .unexpectedDash(.signature, line: lines.number)
            } else if !isOpen {
                guard line.elementsEqual(beginSignature) else { throw .unsignedText(line: lines.number) }
                isOpen = true
            }
            armor += line
            armor.append(0x0A)
        }
        if isOpen { throw .unclosedSignature }
        return armor
    }
}

/// The lines of a file without what a signature does not cover: the line end, carriage returns, and blanks before those.
struct SignedLines {
    private let bytes: [UInt8]
    private var start = 0
    /// The number of the line last returned, from 1.
    private(set) var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> ArraySlice<UInt8>? {
        guard start < bytes.count else { return nil }
        let lineEnd = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        var end = lineEnd
        while end > start, bytes[end - 1] == 0x0D { end -= 1 }
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        defer { start = lineEnd + 1 }
        number += 1
        return bytes[start..<end]
    }
}
