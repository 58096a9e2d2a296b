import ArchiveModel

extension RecordIntake {
    /// The path without what it may begin with; nil, and an error, for one that leads out of the archive.
    mutating func checked(_ path: UnsafeRawBufferPointer, line: Int) -> CheckedPath? {
        var rest = path
        if rest.first == UInt8(ascii: "/") {
            // apt appends it to the archive's URI, where doubled slashes do no harm.
            rest = UnsafeRawBufferPointer(
                rebasing: rest[(rest.firstIndex { $0 != UInt8(ascii: "/") } ?? rest.count)...])
            add(.warning, .packagePathAbsolute, String(decoding: path, as: UTF8.self), line: line)
        }
        var isQuoted = true
        for byte in rest where byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { isQuoted = false }
        if !isQuoted {
            // apt 2.6.2 was seen to ask for the name as it stands, and to be answered 404; a percent sign, blanks, control
            // characters and bytes beyond ASCII it quotes.
            add(
                .error, .packagePathUnquoted, String(decoding: path, as: UTF8.self), line: line,
                apt: AptPhrases.notFound)
        }
        do throws(ArchivePath.Fault) {
            let checkedPath = try CheckedPath(rest)
            if case .normalized = checkedPath {
                add(.note, .packagePathNotNormal, String(decoding: path, as: UTF8.self), line: line)
            }
            return checkedPath
        } catch {
            let shown = String(decoding: path.prefix(500), as: UTF8.self)
            add(.error, .packagePathUnsafe, "\(shown) (\(error.phrase))", line: line)
            return nil
        }
    }

    /// Notes that the index names the file.
    func insert(_ path: CheckedPath, _ content: WantedContent, _ wanted: inout WantedFiles) {
        path.withBytes { bytes in
            if base.isEmpty { return wanted.insert(bytes, content, index: indexNumber, suite: suiteNumber) }
            (base + bytes).withUnsafeBytes {
                wanted.insert($0, content, index: indexNumber, suite: suiteNumber)
            }
        }
    }
}

extension ArchivePath.Fault {
    var phrase: String {
        switch self {
        case .empty: "an empty path"
        case .absolute: "an absolute path"
        case .parentSegment: "a path with .."
        case .currentSegment: "a path with ."
        case .emptySegment: "an empty part of a path"
        case .controlCharacter: "a control character"
        case .backslash: "a backslash"
        case .notUTF8: "not UTF-8"
        case .tooLong: "a path that is too long"
        }
    }
}
