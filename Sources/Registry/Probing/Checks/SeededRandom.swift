/// Random numbers that follow from a seed (SplitMix64), so that a check can be made again with the same samples.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A seed of the system's.
    static func freshSeed() -> UInt64 { .random(in: .min ... .max) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Goes on as after `count` numbers.
    mutating func skip(_ count: Int) { state &+= 0x9E37_79B9_7F4A_7C15 &* UInt64(truncatingIfNeeded: count) }
}

/// A bounded sample in which each of the values that were offered has the same chance to be.
struct Reservoir<Value> {
    private let limit: Int
    private var offeredCount = 0
    private(set) var values: [Value] = []

    init(limit: Int) { self.limit = limit }

    /// `value` is made only where it is kept.
    mutating func offer(_ value: @autoclosure () -> Value, _ random: inout SeededRandom) {
        offeredCount += 1
        if values.count < limit {
            values.append(value())
            return
        }
        guard limit > 0 else { return }
        let place = Int(random.next() % UInt64(offeredCount))
        if place < limit { values[place] = value() }
    }
}
