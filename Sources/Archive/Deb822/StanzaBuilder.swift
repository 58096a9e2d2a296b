/// Makes stanzas of their own from those that the scanner shows.
struct StanzaBuilder {
    private let bytes: [UInt8]
    private let stanzaLimit: Int
    /// Whether stanzas beyond the limit are a fault, or only not looked at.
    private let refusesFurtherStanzas: Bool
    /// Whether a name must be of printable ASCII.
    private let checksNames: Bool
    private(set) var stanzas: [Stanza] = []
    private(set) var duplicates: [DuplicateField] = []
    /// The first line of the first stanza beyond the limit.
    private(set) var furtherStanzaLine: Int?
    private(set) var failure: Deb822Error?

    init(bytes: [UInt8], stanzaLimit: Int, refusesFurtherStanzas: Bool, checksNames: Bool = true) {
        self.bytes = bytes
        self.stanzaLimit = stanzaLimit
        self.refusesFurtherStanzas = refusesFurtherStanzas
        self.checksNames = checksNames
    }

    mutating func take(_ view: borrowing StanzaView) {
        guard failure == nil, furtherStanzaLine == nil else { return }
        guard stanzas.count < stanzaLimit else {
            furtherStanzaLine = view.line
            if refusesFurtherStanzas { failure = .tooManyStanzas(line: view.line, limit: stanzaLimit) }
            return
        }
        var fields: [Field] = []
        var indexOfName: [String: Int] = [:]
        for index in 0..<view.fieldCount {
            guard let field = field(of: view, at: index) else {
                failure = .invalidFieldName(line: view.line(at: index))
                return
            }
            if let known = indexOfName.updateValue(fields.count, forKey: field.name.lowercased()) {
                duplicates.append(
                    DuplicateField(name: field.name, line: field.line, firstLine: fields[known].line))
            }
            fields.append(field)
        }
        stanzas.append(Stanza(fields))
    }

    /// nil where its name is not of printable ASCII.
    private func field(of view: borrowing StanzaView, at index: Int) -> Field? {
        let name = view.name(at: index)
        guard !checksNames || name.allSatisfy({ 0x20 < $0 && $0 < 0x7F }) else { return nil }
        return Field(
            name: String(decoding: name, as: UTF8.self), line: view.line(at: index), lines: lines(of: view, at: index))
    }

    private func lines(of view: borrowing StanzaView, at index: Int) -> [Field.Line] {
        guard let base = view.bytes.baseAddress else { return [] }
        let stanzaOffset = view.byteOffset
        var lines: [Field.Line] = []
        view.forEachLine(at: index) { line, number in
            let start = line.baseAddress.map { stanzaOffset + ($0 - base) } ?? 0
            lines.append(Field.Line(number: number, bytes: bytes[start..<start + line.count]))
        }
        return lines
    }
}
