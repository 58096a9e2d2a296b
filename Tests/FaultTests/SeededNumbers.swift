import Glibc

/// The same numbers for the same seed, so that a failure can be run again. Source: SplitMix64, by Sebastiano Vigna.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var result = state
        result = (result ^ (result >> 30)) &* 0xBF58_476D_1CE4_E5B9
        result = (result ^ (result >> 27)) &* 0x94D0_49BB_1331_11EB
        return result ^ (result >> 31)
    }
}

/// How much is tried: what `Tests/Faults/run` sets, or the small part that belongs to each `swift test`.
enum Extent {
    static func setting(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Printed with each complaint; `MIRRORWARD_FAULTS_SEED` repeats a run.
    static let seed: UInt64 = setting("MIRRORWARD_FAULTS_SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 1...999_999)

    /// The number of cases of a kind: `usual`, or its share of what was asked for.
    static func count(usual: Int, share: Double) -> Int {
        guard let text = setting("MIRRORWARD_FAULTS"), let all = Int(text) else { return usual }
        return max(1, Int(Double(all) * share))
    }
}
