import ArchiveModel
import Decompression
import Digests
import Posix

/// Compares one stored form of an index with what Release says of it, unpacked and as it lies there.
struct IndexFormCheck {
    let tree: ArchiveTree
    let suite: String
    let form: IndexGroup.Form
    let bare: ReleaseEntry?
    /// Relative to the archive's root; below by-hash where only that is there.
    let path: String
    let status: FileStatus
    /// Whether it is unpacked, or only hashed as it lies there.
    var isUnpacked = true

    /// What came of it.
    enum Outcome {
        /// It is what Release lists, as far as it was read.
        case sound(FileIdentity)
        /// It has the bytes that Release lists, and they do not unpack.
        /// As far as apt 2.6 reads them; then without a fault.
        case corrupt(DecodingFault?, Finding)
        case faulty([Finding], hasWrongBytes: Bool)
    }

    /// Reads the file and hands what comes out of it to `receive`.
    func run(_ reader: inout IndexReader, _ receive: (UnsafeRawBufferPointer) -> Void) -> Outcome {
        guard status.byteCount == form.entry.byteCount else { return .faulty([wrongSize], hasWrongBytes: false) }
        do throws(FileFault) {
            let opened = try tree.open(path)
            return compare(opened.file, &reader, receive)
        } catch {
            return .faulty(
                [ContentFault.file(error).finding(path: path, suites: [suite], notAFile: .indexNotAFile)],
                hasWrongBytes: false)
        }
    }

    private func compare(
        _ file: borrowing Descriptor, _ reader: inout IndexReader, _ receive: (UnsafeRawBufferPointer) -> Void
    ) -> Outcome {
        let limits = IndexLimits(storedByteCount: form.entry.byteCount, unpackedByteCount: bare?.byteCount)
        do throws(ContentFault) {
            let before = try identity(of: file)
            let content = try read(file, limits, &reader, receive)
            guard try identity(of: file) == before else { throw .changed }
            if let corrupt = corruption(content) { return corrupt }
            let findings = self.findings(content)
            let hasWrongBytes = findings.contains { $0.code == .indexHashWrong }
            return findings.isEmpty ? .sound(before) : .faulty(findings, hasWrongBytes: hasWrongBytes)
        } catch {
            return .faulty([error.finding(path: path, suites: [suite], notAFile: .indexNotAFile)], hasWrongBytes: false)
        }
    }

    private func read(
        _ file: borrowing Descriptor, _ limits: IndexLimits, _ reader: inout IndexReader,
        _ receive: (UnsafeRawBufferPointer) -> Void
    ) throws(ContentFault) -> IndexReader.Content {
        do throws(IndexReadError) {
            guard isUnpacked else {
                let stored = try reader.readStored(file, limits: limits)
                return IndexReader.Content(stored: stored, unpacked: stored, fault: nil)
            }
            return try reader.read(file, form.name.compression, limits: limits) { chunk in
                receive(chunk)
                return true
            }
        } catch {
            switch error {
            case .system(let failure): throw .file(.unreadable(failure))
            case .digest(let failure): throw .digest(failure)
            case .storedTooLarge, .cancelled: throw .changed
            }
        }
    }

    private func corruption(_ content: IndexReader.Content) -> Outcome? {
        guard mismatch(content.stored, form.entry) == nil else { return nil }
        guard let fault = content.fault else { return furtherStreams(content) }
        switch fault {
        case .unsupported, .unpackedTooLarge: return nil
        default: return .corrupt(fault, finding(.indexCorrupt, expected: nil, found: fault.phrase, apt: nil))
        }
    }

    /// apt 2.6.2 was seen to read the first stream alone, and to take no other form for it: `Hash Sum mismatch`. Of gzip it
    /// reads all members and of zstd all frames, and an empty stream after the first it passes over.
    private func furtherStreams(_ content: IndexReader.Content) -> Outcome? {
        guard content.exceedsFirstMember, [.xz, .bzip2].contains(form.name.compression) else { return nil }
        return .corrupt(
            nil,
            finding(
                .indexCorrupt, expected: "one compressed stream", found: "several, of which apt 2.6 reads the first",
                apt: AptPhrases.hashSumMismatch))
    }

    private func findings(_ content: IndexReader.Content) -> [Finding] {
        if let wrong = mismatch(content.stored, form.entry) {
            return [
                finding(.indexHashWrong, expected: wrong.expected, found: wrong.found, apt: AptPhrases.hashSumMismatch)
            ]
        }
        if case .unpackedTooLarge(let limit) = content.fault {
            return [
                finding(
                    .indexUnpackedWrong, expected: "\(limit) bytes unpacked", found: "more",
                    apt: AptPhrases.hashSumMismatch)
            ]
        }
        guard isUnpacked, form.name.compression != .none, content.fault == nil, let bare,
            let wrong = mismatch(content.unpacked, bare)
        else { return [] }
        return [
            finding(.indexUnpackedWrong, expected: wrong.expected, found: wrong.found, apt: AptPhrases.hashSumMismatch)
        ]
    }

    private func mismatch(_ content: FileDigests, _ entry: ReleaseEntry) -> (expected: String, found: String)? {
        if content.byteCount != entry.byteCount { return ("\(entry.byteCount) bytes", "\(content.byteCount) bytes") }
        for digest in content.digests {
            if let expected = entry.digest(digest.algorithm), expected != digest {
                return (expected.description, digest.description)
            }
        }
        return nil
    }

    private var wrongSize: Finding {
        finding(
            .indexSizeWrong, expected: "\(form.entry.byteCount) bytes", found: "\(status.byteCount) bytes",
            apt: AptPhrases.unexpectedSize(found: status.byteCount, expected: form.entry.byteCount))
    }

    private func finding(_ code: FindingCode, expected: String?, found: String, apt: String?) -> Finding {
        Finding(.error, code, path: path, suites: [suite], expected: expected, found: found, aptSays: apt)
    }
}

extension DecodingFault {
    var phrase: String {
        switch self {
        case .wrongFormat(let found): found.map { "a file that is stored as \($0)" } ?? "a file of another kind"
        case .unsupported(let compression): "a compression that is not read here (\(compression))"
        case .truncated(let byteCount): "the end of the file after \(byteCount) bytes, inside of the compressed data"
        case .corrupted(let offset, let reason): "damage near byte \(offset): \(reason)"
        case .trailingGarbage(let offset): "further bytes after the compressed data, from byte \(offset)"
        case .unpackedTooLarge(let limit): "more than \(limit) bytes unpacked"
        case .ratioTooHigh(let limit): "more than \(limit) bytes unpacked for each stored one"
        case .needsTooMuchMemory(let limit): "a file that needs more than \(limit) bytes of memory to unpack"
        case .outOfMemory: "too little memory to unpack it"
        }
    }
}
