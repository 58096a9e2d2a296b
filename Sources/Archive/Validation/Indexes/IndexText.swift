import ArchiveModel
import Deb822

/// Looks through an index whose stanzas name no files, while it is unpacked, for what its readers stumble over.
struct IndexText: ~Copyable {
    struct Fault {
        let code: FindingCode
        let severity: Severity
        let found: String
        var aptSays: String?
    }

    private enum Reader {
        /// apt merges it into its cache, and a fault in it ends every apt command of the client.
        case translation
        /// Stanzas of any fields: command-not-found's Commands.
        case stanzas
        /// Judged by its first chunk, for the rest is like it; an HTML page or an empty shell is what it is told from.
        case lines(start: FirstLines)
        /// A Release of one architecture, which has to be that of its directory.
        case stub(architecture: String)
    }

    private let reader: Reader
    private var scanner = StanzaScanner()
    private var isAtStart = true
    private(set) var fault: Fault?

    /// nil for kinds that are not looked into: what is packed in them is their readers' own affair.
    init?(_ name: IndexName) {
        switch name.kind {
        case .translation: reader = .translation
        case .commands: reader = .stanzas
        case .releaseStub: reader = .stub(architecture: name.architecture ?? "")
        case .contents: reader = .lines(start: .pathAndPackage)
        case .dep11 where name.logicalPath.hasSuffix(".yml"): reader = .lines(start: .text("---"))
        case .dep11 where name.logicalPath.hasSuffix(".json"): reader = .lines(start: .text("{"))
        default: return nil
        }
    }

    mutating func feed(_ chunk: UnsafeRawBufferPointer) {
        guard fault == nil else { return }
        if case .lines(let start) = reader {
            if isAtStart, let found = start.fault(chunk) { fault = Self.optional(found) }
            isAtStart = false
            return
        }
        step { (scanner: inout StanzaScanner, take) throws(Deb822Error) in try scanner.feed(chunk, take) }
    }

    mutating func finish() {
        guard fault == nil else { return }
        if case .lines = reader { return }
        step { (scanner: inout StanzaScanner, take) throws(Deb822Error) in try scanner.finish(take) }
        if fault == nil, case .translation = reader, let line = scanner.emptySectionLine {
            fault = Self.required("nothing but blank lines (line \(line))", AptPhrases.noPackageHeader)
        }
    }

    private mutating func step(
        _ body: (inout StanzaScanner, (borrowing StanzaView) -> Void) throws(Deb822Error) -> Void
    ) {
        var isTranslation = false
        if case .translation = reader { isTranslation = true }
        var stubArchitecture: String?
        if case .stub(let architecture) = reader { stubArchitecture = architecture }
        var found: Fault?
        do throws(Deb822Error) {
            try body(&scanner) { stanza in
                if isTranslation, found == nil { found = Self.translationFault(stanza) }
                if let stubArchitecture, found == nil { found = Self.stubFault(stanza, stubArchitecture) }
            }
        } catch {
            // A stanza stands before the line that stopped the scanner.
            found =
                found
                ?? (isTranslation
                    ? Self.required(error.phrase, nil) : Self.optional(error.phrase, isStub: stubArchitecture != nil))
        }
        fault = found
    }

    /// As apt 2.6.2 was seen to fail: on a stanza without Package whatever it is of; on a `Description-md5` of another length
    /// than 32 where it knows the package, which is what Translation is for. Without `Description-md5` it does not mind.
    private static func translationFault(_ stanza: borrowing StanzaView) -> Fault? {
        if stanza.value(of: "package")?.isEmpty ?? true {
            return required("no Package (line \(stanza.line))", AptPhrases.noPackageHeader)
        }
        guard let hex = stanza.value(of: "description-md5"), !hex.isEmpty, hex.count != 32 else { return nil }
        return required("a Description-md5 (line \(stanza.line))", AptPhrases.malformedDescriptionDigest)
    }

    private static func required(_ found: String, _ apt: String?) -> Fault {
        Fault(code: .indexMalformed, severity: .error, found: found, aptSays: apt)
    }

    /// Nobody reads the stubs any more.
    private static func stubFault(_ stanza: borrowing StanzaView, _ expected: String) -> Fault? {
        guard let value = stanza.value(of: "architecture"), !value.elementsEqual(expected.utf8) else { return nil }
        return optional("Architecture: \(String(decoding: value.prefix(100), as: UTF8.self))", isStub: true)
    }

    private static func optional(_ found: String, isStub: Bool = false) -> Fault {
        Fault(code: .optionalIndexMalformed, severity: isStub ? .note : .warning, found: found)
    }
}

/// How a text begins.
enum FirstLines {
    case text(StaticString)
    /// `path<blanks>section/package`, after whatever header there is.
    case pathAndPackage

    /// What `chunk`, of some 256 KiB, has instead.
    func fault(_ chunk: UnsafeRawBufferPointer) -> String? {
        switch self {
        case .text(let text):
            let expected = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            return chunk.starts(with: expected) ? nil : "a text that does not begin with \(text)"
        case .pathAndPackage:
            if chunk.first == UInt8(ascii: "<") { return "a text that begins with <" }
            // The last whole line: a header would be over by then.
            let lines = chunk.split(separator: UInt8(ascii: "\n"), maxSplits: 10_000)
            guard let line = lines.count > 1 ? lines[lines.count - 2] : lines.last else { return nil }
            let words = line.split { $0 == 0x20 || $0 == 0x09 }
            return words.count > 1 ? nil : "a line without a package"
        }
    }
}
