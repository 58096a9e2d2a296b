import ArchiveModel
import Deb822
import Glibc
import Posix

/// The whole file in memory, read before the clock starts.
private func withContents(
    of path: String, _ body: (UnsafeRawBufferPointer) -> Void
) throws(SystemCallError) {
    let file = try Descriptor.open(path, O_RDONLY)
    let byteCount = Int(try file.status().byteCount)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
    defer { buffer.deallocate() }
    var filled = 0
    while filled < byteCount {
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { break }
        filled += count
    }
    body(UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
}

/// Hands on `bytes` in chunks of 256 KiB, as `IndexReader` does.
private func chunks(
    of bytes: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws(Deb822Error) -> Void
) {
    var start = 0
    while start < bytes.count {
        let end = min(start + 256 << 10, bytes.count)
        do throws(Deb822Error) { try body(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) } catch {
            writeStandardStream(2, "benchmarks: no Packages index (\(error))\n")
            exit(69)
        }
        start = end
    }
}

func measureLines(_ path: String) throws(SystemCallError) {
    try withContents(of: path) { bytes in
        measure("lines") {
            var count: Int64 = 0
            guard var place = bytes.baseAddress else { return 0 }
            let end = place + bytes.count
            while place < end, let found = memchr(place, 0x0A, end - place) {
                count += 1
                place = UnsafeRawPointer(found) + 1
            }
            return count
        }
    }
}

func measureStanzas(_ path: String) throws(SystemCallError) {
    try withContents(of: path) { bytes in
        measure("stanzas") {
            var fieldCount: Int64 = 0
            var scanner = StanzaScanner()
            chunks(of: bytes) { chunk throws(Deb822Error) in
                try scanner.feed(chunk) { fieldCount += Int64($0.fieldCount) }
            }
            return fieldCount
        }
    }
}

func measureRecords(_ path: String) throws(SystemCallError) {
    try withContents(of: path) { bytes in
        measure("records") {
            var byteCount: Int64 = 0
            var scanner = PackageRecordScanner()
            chunks(of: bytes) { chunk throws(Deb822Error) in
                try scanner.feed(chunk) { record in
                    guard record.filename != nil, record.digest(.sha256) != nil else { return }
                    byteCount += record.byteCount ?? 0
                }
            }
            return byteCount
        }
    }
}
