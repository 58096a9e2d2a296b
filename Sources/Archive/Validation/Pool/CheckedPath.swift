import ArchiveModel

/// The path of a pool file as it is looked for.
enum CheckedPath {
    /// As the index has it, but for what it begins with; in the index's memory.
    case written(UnsafeRawBufferPointer)
    /// Without the segments that change nothing: `pool//x` and `pool/./x` are `pool/x` to every web server.
    case normalized([UInt8])

    /// - Throws: `ArchivePath.Fault`.
    init(_ path: UnsafeRawBufferPointer) throws(ArchivePath.Fault) {
        do throws(ArchivePath.Fault) {
            self = .written(try ArchivePath.checkedBytes(path))
        } catch .emptySegment, .currentSegment {
            self = .normalized(try Self.normalized(path))
        }
    }

    var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch self {
        case .written(let bytes): body(bytes)
        case .normalized(let bytes): bytes.withUnsafeBytes(body)
        }
    }

    private static func normalized(_ path: UnsafeRawBufferPointer) throws(ArchivePath.Fault) -> [UInt8] {
        let segments = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        // What ends like a directory names no file.
        if let last = segments.last, last.isEmpty || last.elementsEqual(".".utf8) { throw .emptySegment }
        let kept = segments.filter { !$0.isEmpty && !$0.elementsEqual(".".utf8) }
        let bytes = Array(kept.joined(separator: CollectionOfOne(UInt8(ascii: "/"))))
        var fault: ArchivePath.Fault?
        bytes.withUnsafeBytes { bytes in
            do throws(ArchivePath.Fault) { _ = try ArchivePath.checkedBytes(bytes) } catch { fault = error }
        }
        if let fault { throw fault }
        return bytes
    }
}
