/// The bytes of a TZif file, for tests.
struct TZifBuilder {
    var version: UInt8 = UInt8(ascii: "2")
    var offsets: [Int32] = [0]
    var transitions: [(Int64, UInt8)] = []
    var leapCount: UInt32 = 0
    var footer = ""

    func bytes() -> [UInt8] {
        var bytes = header(timeCount: 0, typeCount: 1) + [UInt8](repeating: 0, count: 6 + 4)
        if version == 0 {
            return header(timeCount: UInt32(transitions.count), typeCount: UInt32(offsets.count)) + block(4)
        }
        bytes += header(timeCount: UInt32(transitions.count), typeCount: UInt32(offsets.count)) + block(8)
        return bytes + [0x0A] + Array(footer.utf8) + [0x0A]
    }

    private func header(timeCount: UInt32, typeCount: UInt32) -> [UInt8] {
        Array("TZif".utf8) + [version] + [UInt8](repeating: 0, count: 15)
            + [0, 0, leapCount, timeCount, typeCount, 4].flatMap { network(UInt64($0), 4) }
    }

    private func block(_ timeByteCount: Int) -> [UInt8] {
        var bytes = transitions.flatMap { network(UInt64(bitPattern: $0.0), timeByteCount) }
        bytes += transitions.map(\.1)
        bytes += offsets.flatMap { network(UInt64(UInt32(bitPattern: $0)), 4) + [0, 0] }
        return bytes + Array("UTC".utf8) + [0]
    }

    private func network(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
    }
}
