/// The decoder of one compression. It decodes one member (gzip), stream (xz, bzip2) or frame (zstd); `DecodingPump` puts
/// several of them behind each other.
protocol StreamDecoder: ~Copyable {
    /// Begins the first member.
    init() throws(DecoderFailure)

    /// Whether a further member may begin with this byte.
    static func canBegin(with byte: UInt8) -> Bool

    /// Zero bytes between members count in multiples of this; 0 where there may be none.
    static var paddingUnit: Int { get }

    /// Begins a further member; nil where that went well.
    mutating func restart() -> DecoderFailure?

    /// Takes bytes from `input`, of which it drops what it took, and fills `output` from its start.
    mutating func step(
        _ input: inout UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, inputEnds: Bool
    ) -> DecoderStep
}

enum DecoderStep {
    case produced(Int)
    /// So many bytes were produced, and the member is complete: its checksum holds.
    case memberEnds(Int)
    case failed(DecoderFailure)
}

enum DecoderFailure: Error {
    case corrupted(String)
    case needsTooMuchMemory
    case outOfMemory
}

extension StreamDecoder where Self: ~Copyable {
    static var paddingUnit: Int { 0 }
}

extension UnsafeRawBufferPointer {
    /// For C structures that have no const; nothing is written through it.
    var mutableBytes: UnsafeMutablePointer<UInt8>? {
        UnsafeMutableRawPointer(mutating: baseAddress)?.assumingMemoryBound(to: UInt8.self)
    }

    mutating func drop(_ count: Int) {
        self = UnsafeRawBufferPointer(rebasing: self[count...])
    }
}

extension UnsafeMutableRawBufferPointer {
    var bytes: UnsafeMutablePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}
