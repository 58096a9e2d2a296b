/// The rules for a path that an archive names: relative to the archive or the suite, and never out of it.
package enum ArchivePath {
    /// Why a path is refused.
    package enum Fault: Error, Sendable, Hashable, CaseIterable {
        case empty
        case absolute
        /// A segment `..`.
        case parentSegment
        /// A segment `.`, but for those that a path begins with.
        case currentSegment
        /// Two slashes in a row, or one at the end.
        case emptySegment
        /// NUL, another control character, or DEL.
        case controlCharacter
        case backslash
        case notUTF8
        /// More than PATH_MAX (4096) bytes, the closing NUL included, or a segment of more than NAME_MAX (255).
        case tooLong
    }

    /// `path` without the `./` it may begin with.
    ///
    /// - Throws: `Fault`.
    package static func checked(_ path: UnsafeRawBufferPointer) throws(Fault) -> String {
        let rest = try checkedBytes(path)
        return String(decoding: rest, as: UTF8.self)
    }

    /// - Throws: `Fault`.
    package static func checked(_ path: String) throws(Fault) -> String {
        var (text, fault, start) = (path, Fault?.none, 0)
        text.withUTF8 { bytes in
            let buffer = UnsafeRawBufferPointer(bytes)
            do throws(Fault) { start = buffer.count - (try checkedBytes(buffer)).count } catch { fault = error }
        }
        if let fault { throw fault }
        return start == 0 ? path : String(decoding: path.utf8.dropFirst(start), as: UTF8.self)
    }

    /// The part of `path` after the `./` it may begin with, in the same memory; nothing is allocated.
    ///
    /// - Throws: `Fault`.
    package static func checkedBytes(_ path: UnsafeRawBufferPointer) throws(Fault) -> UnsafeRawBufferPointer {
        var start = 0
        while start + 1 < path.count, path[start] == dot, path[start + 1] == slash { start += 2 }
        let rest = UnsafeRawBufferPointer(rebasing: path[start...])
        guard let first = rest.first else { throw .empty }
        guard first != slash else { throw .absolute }
        guard rest.count < 4096 else { throw .tooLong }
        try checkSegments(rest)
        return rest
    }

    private static func checkSegments(_ path: UnsafeRawBufferPointer) throws(Fault) {
        var (start, isASCII) = (0, true)
        for index in 0..<path.count {
            let byte = path[index]
            if byte == slash {
                try checkSegment(path[start..<index])
                start = index + 1
            } else if byte < 0x20 || byte >= 0x7F || byte == backslash {
                guard byte >= 0x80 else { throw byte == backslash ? .backslash : .controlCharacter }
                isASCII = false
            }
        }
        try checkSegment(path[start...])
        if !isASCII, String(validating: path, as: UTF8.self) == nil { throw .notUTF8 }
    }

    @inline(__always)
    private static func checkSegment(_ segment: Slice<UnsafeRawBufferPointer>) throws(Fault) {
        switch segment.count {
        case 0: throw .emptySegment
        case 1 where segment[segment.startIndex] == dot: throw .currentSegment
        case 2 where segment[segment.startIndex] == dot && segment[segment.startIndex + 1] == dot: throw .parentSegment
        case 256...: throw .tooLong
        default: return
        }
    }

    private static let dot: UInt8 = 0x2E
    private static let slash: UInt8 = 0x2F
    private static let backslash: UInt8 = 0x5C
}
