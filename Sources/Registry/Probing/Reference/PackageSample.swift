import ArchiveModel
import Deb822
import Decompression
import Posix

/// Draws a sample of the pool files that Packages indexes name.
struct PackageSample {
    /// Up to this size a file is read and hashed rather than asked for its size alone.
    static let smallByteCount: Int64 = 128 << 10

    private var any: Reservoir<SampledFile>
    /// Kept apart, for an archive of large files would else give none to read.
    private var small: Reservoir<SampledFile>
    private var random: SeededRandom

    init(count: Int, random: SeededRandom) {
        any = Reservoir(limit: count * 3 / 4)
        small = Reservoir(limit: max(1, count / 4))
        self.random = random
    }

    /// Each file once.
    var files: [SampledFile] {
        var seen: Set<String> = []
        return (small.values + any.values).filter { seen.insert($0.path).inserted }
    }

    /// Takes the records of a stored index in.
    ///
    /// - Parameters:
    ///   - bytes: those that Release lists.
    ///   - unpackedByteCount: what Release says; nil where it does not.
    ///   - unpackedCeiling: whatever Release says; the Packages of Debian's sid have some 60 MB.
    /// - Returns: what is wrong with it.
    mutating func take(
        _ bytes: [UInt8], of name: IndexName, unpackedByteCount: Int64?, unpackedCeiling: Int64 = 512 << 20
    ) -> String? {
        var limits = IndexLimits(storedByteCount: Int64(bytes.count), unpackedByteCount: unpackedByteCount)
        limits.unpackedCeiling = unpackedCeiling
        var scanner = PackageRecordScanner()
        var fault: Deb822Error?
        do {
            let file = try Descriptor.memory(bytes)
            var reader = IndexReader(stored: [], unpacked: [])
            let content = try reader.read(file, name.compression, limits: limits) { chunk in
                do throws(Deb822Error) {
                    try scanner.feed(chunk) { offer($0, index: name.logicalPath) }
                    return true
                } catch {
                    fault = error
                    return false
                }
            }
            try scanner.finish { offer($0, index: name.logicalPath) }
            return content.fault.map { "\($0)" }
        } catch {
            return "\(fault.map { "\($0)" } ?? "\(error)")"
        }
    }

    private mutating func offer(_ record: borrowing PackageRecord, index: String) {
        guard let filename = record.filename, let byteCount = record.byteCount, byteCount > 0,
            let path = try? ArchivePath.checked(filename),
            let digest = record.digest(.sha256) ?? record.digest(.sha512)
        else { return }
        let file = SampledFile(path: path, byteCount: byteCount, digest: digest.hex, index: index)
        any.offer(file, &random)
        if byteCount <= Self.smallByteCount { small.offer(file, &random) }
    }
}
