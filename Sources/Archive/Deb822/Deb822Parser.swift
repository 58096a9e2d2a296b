/// Reads a small file whole: Release, configuration, a marker.
package enum Deb822Parser {
    /// The stanzas of `bytes`, in order.
    ///
    /// Stricter than the scanner of streams: a field given twice and a name that is not of printable ASCII are errors, for
    /// here each field counts (Debian Policy, section 5.1).
    ///
    /// - Throws: `Deb822Error`.
    package static func parse(
        _ bytes: [UInt8], limits: Deb822Limits = .configuration, allowsComments: Bool = false
    ) throws(Deb822Error) -> [Stanza] {
        var builder = StanzaBuilder(bytes: bytes, stanzaLimit: limits.stanzaCount, refusesFurtherStanzas: true)
        let failure = try scan(bytes, limits, allowsComments, into: &builder)
        // A fault that the builder saw stands before the one that stopped the scanner.
        if let failure = builder.failure ?? failure { throw failure }
        if let duplicate = builder.duplicates.first {
            throw .duplicateField(name: duplicate.name, line: duplicate.line, firstLine: duplicate.firstLine)
        }
        return builder.stanzas
    }

    /// The first stanza of a file that should have but one, and what is odd about the file.
    package struct FirstStanza: Sendable {
        /// Of a field given twice it holds the last, as apt does; nil in an empty file.
        package let stanza: Stanza?
        package let duplicates: [DuplicateField]
        /// Where another stanza begins. Faults there are no errors: nobody reads it.
        package let furtherStanzaLine: Int?
    }

    /// The first stanza of `bytes`. Names of any bytes pass, `# remark` among them: apt 2.6.2 minds none.
    ///
    /// - Throws: `Deb822Error` when the first stanza is faulty.
    package static func parseFirst(
        _ bytes: [UInt8], limits: Deb822Limits
    ) throws(Deb822Error) -> FirstStanza {
        var builder = StanzaBuilder(
            bytes: bytes, stanzaLimit: 1, refusesFurtherStanzas: false, checksNames: false)
        let failure = try scan(bytes, limits, false, into: &builder)
        if let failure = builder.failure ?? failure, builder.stanzas.isEmpty { throw failure }
        return FirstStanza(
            stanza: builder.stanzas.first, duplicates: builder.duplicates,
            furtherStanzaLine: builder.furtherStanzaLine ?? failure?.line)
    }

    /// Feeds `builder`, and returns what stopped the scanner.
    ///
    /// - Throws: `Deb822Error.fileTooLarge`.
    private static func scan(
        _ bytes: [UInt8], _ limits: Deb822Limits, _ allowsComments: Bool, into builder: inout StanzaBuilder
    ) throws(Deb822Error) -> Deb822Error? {
        guard bytes.count <= limits.fileByteCount else {
            throw .fileTooLarge(byteCount: bytes.count, limit: limits.fileByteCount)
        }
        var scanner = StanzaScanner(limits: limits, allowsComments: allowsComments)
        var failure: Deb822Error?
        bytes.withUnsafeBytes { buffer in
            do throws(Deb822Error) {
                try scanner.feed(buffer) { builder.take($0) }
                try scanner.finish { builder.take($0) }
            } catch {
                failure = error
            }
        }
        return failure
    }
}

/// A field that stands twice in one stanza.
package struct DuplicateField: Sendable, Hashable {
    package let name: String
    package let line: Int
    package let firstLine: Int
}
