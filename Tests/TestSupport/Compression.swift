import CCrypto
import CLZMA
import CZlib

/// `bytes` as `gzip -n` would store them: no name, no time.
package func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    precondition(
        deflateInit2_(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let capacity = output.count
    input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(capacity)
            precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
        }
    }
    return Array(output.prefix(capacity - Int(stream.avail_out)))
}

/// `bytes` as `xz -0` would store them: the tables of its usual preset take longer to clear than all that tests compress.
package func xzCompressed(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: lzma_stream_buffer_bound(bytes.count))
    var count = 0
    let result = lzma_easy_buffer_encode(
        0, LZMA_CHECK_CRC64, nil, bytes, bytes.count, &output, &count, output.count)
    precondition(result == LZMA_OK)
    return Array(output.prefix(count))
}

package func md5(_ bytes: [UInt8]) -> String { hexDigest(bytes, EVP_md5()) }
package func sha1(_ bytes: [UInt8]) -> String { hexDigest(bytes, EVP_sha1()) }
package func sha512(_ bytes: [UInt8]) -> String { hexDigest(bytes, EVP_sha512()) }
package func sha256(_ bytes: [UInt8]) -> String { hexDigest(bytes, EVP_sha256()) }

private func hexDigest(_ bytes: [UInt8], _ algorithm: OpaquePointer?) -> String {
    var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    precondition(EVP_Digest(bytes, bytes.count, &digest, &count, algorithm, nil) == 1)
    return digest.prefix(Int(count)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
