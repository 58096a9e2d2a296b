import Digests

@testable import ArchiveModel
@testable import Decompression
@testable import Posix

/// Every decoder, chosen by the first byte; the second says how much may come out.
func checkCompressed(_ input: [UInt8]) {
    guard input.count >= 2 else { return }
    let compressions: [IndexCompression] = [.none, .gzip, .xz, .lzma, .zstd, .bzip2, .lz4]
    let compression = compressions[Int(input[0]) % compressions.count]
    let stored = Array(input.dropFirst(2))
    let limit = input[1] == 0xFF ? nil : Int64(input[1]) * 64
    guard let file = try? Descriptor.memory(stored) else { return }
    var reader = IndexReader()
    var receivedByteCount: Int64 = 0
    let content: IndexReader.Content
    do throws(IndexReadError) {
        content = try reader.read(file, compression, limits: IndexLimits(unpackedByteCount: limit)) { chunk in
            receivedByteCount += Int64(chunk.count)
            return true
        }
    } catch {
        return require(false, "nothing but the bytes can be wrong: \(error)")
    }
    require(content.stored.byteCount == Int64(stored.count), "what is stored is read to its end")
    require(receivedByteCount <= content.unpacked.byteCount, "no more is handed on than came out")
    if content.fault == nil {
        require(receivedByteCount == content.unpacked.byteCount, "all that came out is handed on")
        require(limit.map { receivedByteCount <= $0 } ?? true, "no more comes out than may")
    }
    if compression == .none, content.fault == nil {
        require(content.unpacked == content.stored, "what is plain comes out as it is stored")
    }
}
