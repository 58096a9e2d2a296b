/// Cuts an input into chunks: either into one, or at places that the input itself decides, so that a failure repeats.
struct Chunks {
    private var rest: ArraySlice<UInt8>
    private let isCut: Bool
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    init(_ input: [UInt8], isCut: Bool) {
        rest = input[...]
        self.isCut = isCut
        // FNV-1a; the first bytes are enough to differ from input to input.
        for byte in input.prefix(64) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    /// nil at the end; mostly a few bytes, sometimes some dozens, for cuts matter within a line.
    mutating func next() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        var length = rest.count
        if isCut {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let draw = Int(state >> 40)
            length = draw % 4 == 0 ? 1 + draw / 4 % 80 : 1 + draw / 4 % 7
        }
        let chunk = Array(rest.prefix(length))
        rest = rest.dropFirst(chunk.count)
        return chunk
    }
}
