/// How much of one unit of a deb822 file is taken before it is refused.
///
/// The largest units seen: a field of 75,649 bytes (`Provides` in bookworm's main/amd64 Packages), a Release of about 200 kB and
/// 2,000 lines (sid).
/// The limits stand far above them; their work is to bound the memory that a hostile file can claim.
package struct Deb822Limits: Sendable, Hashable {
    /// Bytes of a field: its name and all lines of its value.
    package var fieldByteCount: Int
    /// Bytes of a stanza.
    package var stanzaByteCount: Int
    /// Fields of a stanza.
    package var fieldCount: Int
    /// Lines of a field. In memory a line of a Release takes up to 600 bytes, whatever its length in the file.
    package var lineCount: Int
    /// Stanzas of a file that is held in memory; streams have no such limit. A host has some dozens of mirrors.
    package var stanzaCount: Int
    /// Bytes of a whole file that is held in memory; streams have no such limit here.
    package var fileByteCount: Int

    package init(
        fieldByteCount: Int = 4 << 20, stanzaByteCount: Int = 8 << 20, fieldCount: Int = 1000,
        lineCount: Int = 100_000, stanzaCount: Int = 10_000, fileByteCount: Int = 32 << 20
    ) {
        self.fieldByteCount = fieldByteCount
        self.stanzaByteCount = stanzaByteCount
        self.fieldCount = fieldCount
        self.lineCount = lineCount
        self.stanzaCount = stanzaCount
        self.fileByteCount = fileByteCount
    }

    /// For Packages and Sources, which are read as streams.
    package static let index = Deb822Limits()
    /// For a Release file, nearly all of which is one stanza and a few long fields.
    package static let release = Deb822Limits(fieldByteCount: 16 << 20, stanzaByteCount: 32 << 20)
    /// For configuration and other files of our own.
    package static let configuration = Deb822Limits(
        fieldByteCount: 64 << 10, stanzaByteCount: 256 << 10, fileByteCount: 4 << 20)
    /// For the Index of patches: dak keeps 56 patches, whose lists take some 60 kB together; these limits hold 4,000.
    package static let pdiffIndex = Deb822Limits(
        fieldByteCount: 1 << 20, stanzaByteCount: 4 << 20, fileByteCount: 4 << 20)
}
