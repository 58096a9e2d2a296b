package import Deb822

/// What a stanza of Packages says of one package file. The buffers lie in the scanner's memory and are valid only inside the
/// call that the record was handed to; a field that is missing is nil, one without a value is empty.
package struct PackageRecord: ~Copyable {
    package fileprivate(set) var package: UnsafeRawBufferPointer?
    package fileprivate(set) var version: UnsafeRawBufferPointer?
    package fileprivate(set) var architecture: UnsafeRawBufferPointer?
    /// Relative to the URI of the sources.list line; neither decoded nor checked (see `ArchivePath`).
    package fileprivate(set) var filename: UnsafeRawBufferPointer?
    /// As written; `byteCount` is its value.
    package fileprivate(set) var size: UnsafeRawBufferPointer?
    /// The field of relations that apt cannot read, the last of several.
    package fileprivate(set) var malformedRelation: RelationField?
    /// `Description-md5`, as written.
    package fileprivate(set) var descriptionDigest: UnsafeRawBufferPointer?
    private var hexDigests: InlineArray<4, UnsafeRawBufferPointer?> = .init(repeating: nil)
    /// Whether `Package` stands twice, as it does where the line between two stanzas holds blanks: apt reads them as one.
    package private(set) var hasFurtherPackage = false
    /// Where the stanza begins, in lines from 1.
    package let line: Int

    init(_ stanza: borrowing StanzaView) {
        line = stanza.line
        for index in 0..<stanza.fieldCount { take(stanza.name(at: index), stanza.value(at: index)) }
    }

    /// nil where `Size` is missing or not a decimal number; apt then calls the archive broken.
    package var byteCount: Int64? { size.flatMap { decimal($0) } }

    /// As written; nil where there is no such field.
    package func hexDigest(_ algorithm: HashAlgorithm) -> UnsafeRawBufferPointer? { hexDigests[algorithm.rawValue] }

    /// nil where there is no such field, or it holds no digest.
    package func digest(_ algorithm: HashAlgorithm) -> Digest? {
        hexDigest(algorithm).flatMap { Digest(algorithm, hex: $0) }
    }

    /// The one of SHA-512 and SHA-256 that apt checks the file by; nil where there is neither.
    package var strongestDigest: Digest? { digest(.sha512) ?? digest(.sha256) }

    /// The length and the first letter of a name leave one that it can be, or two. Of a doubled field the last stands, as in apt.
    @inline(__always)
    private mutating func take(_ name: UnsafeRawBufferPointer, _ value: @autoclosure () -> UnsafeRawBufferPointer) {
        guard let first = name.first else { return }
        switch (name.count, first | 0x20) {
        case (4, UInt8(ascii: "s")):
            if equalsIgnoringCase(name, "size") { size = value() }
            if equalsIgnoringCase(name, "sha1") { hexDigests[HashAlgorithm.sha1.rawValue] = value() }
        case (6, UInt8(ascii: "s")):
            if equalsIgnoringCase(name, "sha256") { hexDigests[HashAlgorithm.sha256.rawValue] = value() }
            if equalsIgnoringCase(name, "sha512") { hexDigests[HashAlgorithm.sha512.rawValue] = value() }
        case (6, UInt8(ascii: "m")):
            if equalsIgnoringCase(name, "md5sum") { hexDigests[HashAlgorithm.md5.rawValue] = value() }
        case (7, UInt8(ascii: "p")):
            if equalsIgnoringCase(name, "package") {
                hasFurtherPackage = package != nil
                package = value()
            }
        case (7, UInt8(ascii: "v")):
            if equalsIgnoringCase(name, "version") { version = value() }
        case (8, UInt8(ascii: "f")):
            if equalsIgnoringCase(name, "filename") { filename = value() }
        case (12, UInt8(ascii: "a")):
            if equalsIgnoringCase(name, "architecture") { architecture = value() }
        case (15, UInt8(ascii: "d")):
            if equalsIgnoringCase(name, "description-md5") { descriptionDigest = value() }
        default:
            if let field = RelationField(named: name), !field.isWellFormed(value()) { malformedRelation = field }
        }
    }
}

/// Reads Packages from a stream.
package struct PackageRecordScanner: ~Copyable {
    private var stanzas: StanzaScanner

    /// The line of the first section without a field, from 1, as far as was read: apt wants a package in each section.
    package var emptySectionLine: Int? { stanzas.emptySectionLine }

    package init(limits: Deb822Limits = .index) {
        stanzas = StanzaScanner(limits: limits)
    }

    /// Takes the next bytes and hands on each record that they complete.
    ///
    /// - Throws: `Deb822Error`.
    package mutating func feed(
        _ chunk: UnsafeRawBufferPointer, _ body: (borrowing PackageRecord) -> Void
    ) throws(Deb822Error) {
        try stanzas.feed(chunk) { body(PackageRecord($0)) }
    }

    /// - Throws: `Deb822Error`.
    package mutating func finish(_ body: (borrowing PackageRecord) -> Void) throws(Deb822Error) {
        try stanzas.finish { body(PackageRecord($0)) }
    }
}
