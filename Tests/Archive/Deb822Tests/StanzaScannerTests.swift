import Deb822
import Testing

/// What the scanner shows of `text`, fed in chunks whose lengths come from `nextLength`.
func scanned(
    _ text: [UInt8], limits: Deb822Limits = .index, nextLength: () -> Int
) throws(Deb822Error) -> [[String]] {
    var scanner = StanzaScanner(limits: limits)
    var stanzas: [[String]] = []
    func take(_ view: borrowing StanzaView) {
        var fields: [String] = ["\(view.line) at \(view.byteOffset)"]
        for index in 0..<view.fieldCount {
            let name = String(decoding: view.name(at: index), as: UTF8.self)
            fields.append("\(view.line(at: index)) \(name)=\(String(decoding: view.value(at: index), as: UTF8.self))")
        }
        stanzas.append(fields)
    }
    var rest = text[...]
    while !rest.isEmpty {
        let chunk = Array(rest.prefix(nextLength()))
        rest = rest.dropFirst(chunk.count)
        let failure = chunk.withUnsafeBytes { buffer in
            do throws(Deb822Error) { try scanner.feed(buffer) { take($0) } } catch { return Deb822Error?.some(error) }
            return nil
        }
        if let failure { throw failure }
    }
    try scanner.finish { take($0) }
    return stanzas
}

@Suite("A stream of stanzas")
struct StanzaScannerTests {
    static let text = Array(
        "\nPackage: a\r\nVersion: 1\nDescription: x\n y\n .\n\tz\n\n\n\r\nPackage: b\nSize:\n\nPackage: c\n q\n \nEnd: 1"
            .utf8)

    @Test("is the same however it is cut into chunks")
    func chunking() throws {
        let whole = try scanned(Self.text) { Self.text.count }
        #expect(
            whole == [
                ["2 at 1", "2 Package=a", "3 Version=1", "4 Description=x\n y\n .\n\tz"],
                ["11 at 52", "11 Package=b", "12 Size="],
                ["14 at 70", "14 Package=c\n q", "17 End=1"],
            ])
        for length in 1...Self.text.count {
            #expect(try scanned(Self.text) { length } == whole, "in chunks of \(length)")
        }
    }

    /// Found by comparing 18,000 altered files with what apt 2.6's pkgTagFile reads of them.
    static let asApt: [(String, [[String]])] = [
        ("A: 1\n\rB: 2\n", [["1 at 0", "1 A=1", "2 B=2"]]),
        ("A: 1\r\n\r\r\nB: 2\n", [["1 at 0", "1 A=1"], ["3 at 9", "3 B=2"]]),
        ("A: 1\n\u{B}B: 2\n", [["1 at 0", "1 A=1\n\u{B}B: 2"]]),
        ("A\r: 1\nB \t: 2\n", [["1 at 0", "1 A=1", "2 B=2"]]),
        ("A:\n\n", [["1 at 0", "1 A="]]),
        ("A:\n 1\n \n", [["1 at 0", "1 A=1"]]),
        ("A: 1\n\n \nB: 2\n", [["1 at 0", "1 A=1"], ["4 at 8", "4 B=2"]]),
        ("#A: 1\n", [["1 at 0", "1 #A=1"]]),
        ("A: b: c\n", [["1 at 0", "1 A=b: c"]]),
    ]

    @Test("is taken apart as apt does", arguments: asApt)
    func takenApart(text: String, expected: [[String]]) throws {
        // The offset of a stanza counts from the end of the one before it.
        #expect(try scanned(Array(text.utf8)) { 1000 }.map { $0.dropFirst() } == expected.map { $0.dropFirst() })
    }

    @Test("has the last value of a doubled field, as in apt")
    func lastValue() throws {
        var scanner = StanzaScanner()
        var values: [String?] = []
        try Array("A: 1\nB: 2\na: 3\n\n".utf8).withUnsafeBytes { buffer in
            try scanner.feed(buffer) { view in
                values = [view.value(of: "a"), view.value(of: "c")].map {
                    $0.map { String(decoding: $0, as: UTF8.self) }
                }
            }
        }
        #expect(values == ["3", nil])
    }

    @Test(
        "tells a name from those that differ in more than case, however long",
        arguments: [
            "a", "sha", "size", "sha1", "sha256", "filename", "pre-depends", "description-md5", "abcdefghijklmnopqr0-9",
        ])
    func names(name: String) {
        let letters = Array(name.utf8)
        func isSame(_ bytes: [UInt8]) -> Bool {
            bytes.withUnsafeBytes { equals($0, name) }
        }
        #expect(isSame(letters))
        #expect(isSame(Array(name.uppercased().utf8)))
        #expect(!isSame(letters + [0x61]))
        #expect(!isSame(letters.dropLast()))
        for place in letters.indices {
            for byte in 0...255 as ClosedRange<UInt8> {
                var other = letters
                other[place] = byte
                let isLetter = 0x61...0x7A ~= letters[place]
                #expect(isSame(other) == (byte == letters[place] || isLetter && byte == letters[place] - 0x20))
            }
        }
    }

    /// `equalsIgnoringCase` takes a literal.
    private func equals(_ bytes: UnsafeRawBufferPointer, _ name: String) -> Bool {
        switch name {
        case "a": equalsIgnoringCase(bytes, "a")
        case "sha": equalsIgnoringCase(bytes, "sha")
        case "size": equalsIgnoringCase(bytes, "size")
        case "sha1": equalsIgnoringCase(bytes, "sha1")
        case "sha256": equalsIgnoringCase(bytes, "sha256")
        case "filename": equalsIgnoringCase(bytes, "filename")
        case "pre-depends": equalsIgnoringCase(bytes, "pre-depends")
        case "description-md5": equalsIgnoringCase(bytes, "description-md5")
        default: equalsIgnoringCase(bytes, "abcdefghijklmnopqr0-9")
        }
    }

    @Test("ends at a line or a stanza that is too long, in bounded memory", arguments: [1, 7, 4096])
    func limits(chunkByteCount: Int) {
        let limits = Deb822Limits(fieldByteCount: 1000, stanzaByteCount: 5000, fieldCount: 1000)
        let endless = Array("A: ".utf8) + [UInt8](repeating: 0x78, count: 20_000)
        #expect(throws: Deb822Error.stanzaTooLarge(line: 1, limit: 5000)) {
            try scanned(endless, limits: limits) { chunkByteCount }
        }
        let wide = Array((1...900).map { "F\($0): x\n" }.joined().utf8)
        #expect(throws: Deb822Error.stanzaTooLarge(line: 1, limit: 5000)) {
            try scanned(wide, limits: limits) { chunkByteCount }
        }
        let long = Array("\nB: x\nA: ".utf8) + [UInt8](repeating: 0x78, count: 2000) + [0x0A]
        #expect(throws: Deb822Error.fieldTooLarge(name: "A", line: 3, limit: 1000)) {
            try scanned(long, limits: limits) { chunkByteCount }
        }
    }

    @Test("never traps on bytes at random")
    func noise() {
        var generator = SplitMix(state: 822)
        let alphabet: [UInt8] = [0x0A, 0x0A, 0x0D, 0x20, 0x09, 0x3A, 0x3A, 0x41, 0x62, 0x23, 0x00, 0x0B, 0xFF]
        for _ in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let whole = Result { try scanned(bytes) { 1000 } }
            let cut = Result { try scanned(bytes) { Int.random(in: 1...5, using: &generator) } }
            #expect((try? whole.get()) == (try? cut.get()), "\(bytes)")
            _ = try? Deb822Parser.parse(bytes, allowsComments: true)
        }
    }
}

/// Numbers that are the same in each run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
