import ArchiveModel
import CBzip2
import CLZMA
import CZstd
import Glibc
import Posix
import TestSupport

extension IndexCompression {
    /// Those that the reader unpacks.
    static let packed: [IndexCompression] = [.gzip, .xz, .lzma, .zstd, .bzip2]

    /// Those whose members may stand behind each other.
    static let concatenable: [IndexCompression] = [.gzip, .xz, .zstd, .bzip2]

    /// `bytes` as the tool of this compression stores them.
    func compressed(_ bytes: [UInt8]) -> [UInt8] {
        switch self {
        case .none, .lz4: bytes
        case .gzip: gzipped(bytes)
        case .xz: xzCompressed(bytes)
        case .lzma: lzmaCompressed(bytes)
        case .zstd: zstdCompressed(bytes)
        case .bzip2: bzip2Compressed(bytes)
        }
    }
}

private func lzmaCompressed(_ bytes: [UInt8]) -> [UInt8] {
    var options = lzma_options_lzma()
    precondition(lzma_lzma_preset(&options, 6) == 0)
    var stream = lzma_stream()
    precondition(lzma_alone_encoder(&stream, &options) == LZMA_OK)
    defer { lzma_end(&stream) }
    var output = [UInt8](repeating: 0, count: bytes.count * 2 + 1024)
    let capacity = output.count
    bytes.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = input.count
            stream.next_out = output.baseAddress
            stream.avail_out = capacity
            precondition(lzma_code(&stream, LZMA_FINISH) == LZMA_STREAM_END)
        }
    }
    return Array(output.prefix(capacity - stream.avail_out))
}

/// With a checksum, as zstd(1) does.
private func zstdCompressed(_ bytes: [UInt8]) -> [UInt8] {
    guard let context = ZSTD_createCCtx() else { return [] }
    defer { ZSTD_freeCCtx(context) }
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    var (source, destination) = (ZSTD_inBuffer(), ZSTD_outBuffer())
    bytes.withUnsafeBytes { input in
        output.withUnsafeMutableBytes { output in
            source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
            destination = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            precondition(ZSTD_compressStream2(context, &destination, &source, ZSTD_e_end) == 0)
        }
    }
    return Array(output.prefix(destination.pos))
}

private func bzip2Compressed(_ bytes: [UInt8]) -> [UInt8] {
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 50 + 700)
    var count = UInt32(output.count)
    input.withUnsafeMutableBytes { input in
        output.withUnsafeMutableBytes { output in
            let (source, target) = (input.bindMemory(to: CChar.self), output.bindMemory(to: CChar.self))
            precondition(
                BZ2_bzBuffToBuffCompress(
                    target.baseAddress, &count, source.baseAddress, UInt32(source.count), 9, 0, 0) == BZ_OK)
        }
    }
    return Array(output.prefix(Int(count)))
}

/// A file without a name that holds `bytes` and stands at its start.
func fileInMemory(_ bytes: [UInt8]) throws(SystemCallError) -> Descriptor {
    let file = Descriptor(owning: try checked("memfd_create") { memfd_create("index", UInt32(MFD_CLOEXEC)) })
    try file.write(bytes)
    try checked("lseek") { lseek(file.number, 0, SEEK_SET) }
    return file
}
