/// The lists of mirrors that can be taken over.
package enum ImportFormat: Sendable, Hashable {
    /// Debian's Mirrors.masterlist; the collection is the word before `-http`, `Archive` for Debian's own.
    case masterlist(collection: String)
    /// mirmon's list, plain (`cc url [mail]`) or for apache (`http cc url [mail]`): each line shows which it is.
    case mirmon
    /// One address a line.
    case plain
}

/// Bytes, and mirrors, of a list. Debian's has 400 of them in 200 kB.
private let byteLimit = 4 << 20
private let importLimit = 5000

/// The mirrors of a list, those of one host as one.
///
/// Whatever cannot be read is a fault with its line, and the rest is taken.
package func importedWishes(
    _ bytes: [UInt8], format: ImportFormat
) -> (wishes: [SubmissionWish], faults: [SubmissionFault]) {
    guard bytes.count <= byteLimit else {
        return ([], [SubmissionFault(subject: "the list", reason: .fileTooLarge(limit: byteLimit))])
    }
    // A mark of the byte order is no part of the first line.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let lines = String(decoding: text, as: UTF8.self).textLines
    let reading =
        switch format {
        case .masterlist(let collection): masterlistReading(of: lines, collection: collection, limit: importLimit)
        case .mirmon: lineReading(of: lines, limit: importLimit, mirmonEntry)
        case .plain: lineReading(of: lines, limit: importLimit) { line, number in .address(line, number) }
        }
    return (reading.wishes, reading.faults)
}
