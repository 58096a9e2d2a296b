@testable import Deb822

/// Stanzas do not depend on how a stream is cut, lie where they say, and come back as they were written.
func checkDeb822(_ input: [UInt8]) {
    for allowsComments in [false, true] {
        let whole = scan(input, isCut: false, allowsComments)
        require(whole == scan(input, isCut: true, allowsComments), "chunks do not matter")
        let parsed = Result { () throws(Deb822Error) in
            try Deb822Parser.parse(input, allowsComments: allowsComments)
        }
        guard case .success(let stanzas) = parsed else { continue }
        require(whole.failure == nil, "the strict parser takes no more than the scanner")
        require(
            stanzas.map { $0.fields.map(\.name) } == whole.stanzas.map { $0.map(\.name) }, "both see the same names")
        checkLines(of: stanzas, input)
        checkWriting(stanzas)
    }
    checkFirst(input)
}

private struct ScannedField: Equatable {
    let name: String
    let value: [UInt8]
    let line: Int
}

private struct Scanned: Equatable {
    var stanzas: [[ScannedField]] = []
    var offsets: [Int] = []
    var emptySectionLine: Int?
    var failure: Deb822Error?
}

private func scan(_ input: [UInt8], isCut: Bool, _ allowsComments: Bool) -> Scanned {
    var scanner = StanzaScanner(limits: .index, allowsComments: allowsComments)
    var result = Scanned()
    var chunks = Chunks(input, isCut: isCut)
    func take(_ view: borrowing StanzaView) {
        checkPlaces(view, input)
        result.offsets.append(view.byteOffset)
        result.stanzas.append(
            (0..<view.fieldCount).map {
                ScannedField(
                    name: String(decoding: view.name(at: $0), as: UTF8.self), value: Array(view.value(at: $0)),
                    line: view.line(at: $0))
            })
    }
    do throws(Deb822Error) {
        while let chunk = chunks.next() {
            let failure = chunk.withUnsafeBytes { bytes -> Deb822Error? in
                do throws(Deb822Error) { try scanner.feed(bytes) { take($0) } } catch { return error }
                return nil
            }
            if let failure { throw failure }
        }
        try scanner.finish { take($0) }
    } catch {
        result.failure = error
    }
    result.emptySectionLine = scanner.emptySectionLine
    require(zip(result.offsets, result.offsets.dropFirst()).allSatisfy { $0 < $1 }, "stanzas follow each other")
    return result
}

/// A view shows the bytes that lie in the input where it says.
private func checkPlaces(_ view: borrowing StanzaView, _ input: [UInt8]) {
    require(view.fieldCount > 0, "a stanza has a field")
    guard let base = view.bytes.baseAddress else { return require(false, "a stanza has bytes") }
    for index in 0..<view.fieldCount {
        for part in [view.name(at: index), view.value(at: index)] {
            guard let start = part.baseAddress.map({ view.byteOffset + ($0 - base) }) else { continue }
            require(start >= 0 && start + part.count <= input.count, "a field lies inside of the input")
            require(input[start..<start + part.count].elementsEqual(part), "a field is a part of the input")
        }
        var lineCount = 0
        view.forEachLine(at: index) { _, _ in lineCount += 1 }
        require(lineCount > 0, "a value has a line")
    }
}

private func checkLines(of stanzas: [Stanza], _ input: [UInt8]) {
    let lineCount = input.count { $0 == newline } + 1
    for line in stanzas.flatMap(\.fields).flatMap(\.lines) {
        require(1...lineCount ~= line.number, "a line is one of the input")
        require(input[line.bytes.startIndex..<line.bytes.endIndex] == line.bytes, "a line is a part of the input")
        require(!line.bytes.contains(newline), "a line is one line")
    }
}

/// What is written is read back: the same names and lines, but for bytes that have no written form.
private func checkWriting(_ stanzas: [Stanza]) {
    let again: [Stanza]
    do throws(Deb822Error) {
        again = try Deb822Parser.parse(Array(stanzas.text.utf8), limits: .release)
    } catch {
        return require(false, "what is written can be read: \(error)")
    }
    require(stanzas.map(written) == again.map(written), "what is written is read back")
    require(again.text == stanzas.text, "writing again changes nothing")
}

private func written(_ stanza: Stanza) -> [[String]] {
    stanza.fields.map { field in
        [field.name]
            + field.lines.enumerated().map { index, line in
                index > 0 && line.bytes.isEmpty ? "." : line.text.replacing("\r", with: " ")
            }
    }
}

private func checkFirst(_ input: [UInt8]) {
    let all = try? Deb822Parser.parse(input, limits: .release)
    let first = try? Deb822Parser.parseFirst(input, limits: .release)
    if let all {
        require(first?.stanza == all.first, "the first stanza is the first of all")
        require((first?.furtherStanzaLine != nil) == (all.count > 1), "further stanzas are seen")
    }
}
