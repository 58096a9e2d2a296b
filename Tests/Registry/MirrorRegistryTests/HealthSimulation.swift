import MirrorRegistry
import Timekeeping

/// Ninety days of two hundred mirrors, as they really are: what the registry sees of them is another matter.
struct MirrorWorld {
    static let dayCount = 90
    static let mirrorCount = 200
    static let liar = 17
    static let lie = 40
    static let lateRiser = 5
    static let pausedOne = 23
    static let pause = 30..<45
    /// The archive cannot be read, in all runs.
    static let archiveOutage = 20
    /// The controls fail, in the first run.
    static let controlOutage = 50
    /// Our network leads to no mirror, in all runs.
    static let networkOutage = 70
    /// This machine is off.
    static let off = 60
    static let runHours = [4, 6, 12]

    /// By mirror and day.
    private(set) var isDown: [[Bool]] = []
    /// Whether the first checks of the day fail and a later one does not.
    private(set) var recoversAtRun: [[Int]] = []
    /// By mirror, the days of announced maintenance.
    private(set) var maintenance: [Range<Int>?] = []

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<Self.mirrorCount {
            var down = [Bool](repeating: false, count: Self.dayCount)
            for day in down.indices where generator.isTrue(4) {
                let end = day + Int.random(in: 1...9, using: &generator)
                for hit in day..<min(end, Self.dayCount) { down[hit] = true }
            }
            isDown.append(down)
            recoversAtRun.append(down.map { _ in generator.isTrue(6) ? Int.random(in: 1...2, using: &generator) : 0 })
            let start = Int.random(in: 0..<80, using: &generator)
            maintenance.append(generator.isTrue(10) ? start..<(start + Int.random(in: 1...7, using: &generator)) : nil)
        }
        isDown[Self.liar] = isDown[Self.liar].map { _ in false }
        // Delisted in the morning of the third day, and back in the course of it.
        for day in 0...2 { isDown[Self.lateRiser][day] = day < 2 }
        recoversAtRun[Self.lateRiser][2] = 1
        maintenance[Self.lateRiser] = nil
    }

    func outcome(_ mirror: Int, day: Int, run: Int) -> CheckOutcome {
        if mirror == Self.liar, day == Self.lie, run == 0 { return .condemned }
        if day == Self.networkOutage || isDown[mirror][day] { return .failed }
        return run < recoversAtRun[mirror][day] ? .failed : mirror % 7 == 0 ? .warned : .passed
    }
}

/// The state on each day, by a rule that is written otherwise than the program's: it looks back from each day.
///
/// A day is a letter: `g`, `b`, `c`, or none where it does not count. Whatever lies before the last two good days in a row is
/// forgotten. What remains is on the list as long as it holds neither a `c` nor three `b`.
///
/// - Parameter letters: of each day of the mirror.
func stateByTheWrittenRule(_ letters: [String], _ mirror: Int, day: Int) -> ListingState {
    var first = 0
    if mirror == MirrorWorld.pausedOne {
        if MirrorWorld.pause.contains(day) { return .paused }
        if day >= MirrorWorld.pause.upperBound { first = MirrorWorld.pause.upperBound }
    }
    var faults = ""
    var later = ""
    for letter in letters[first...day].reversed() where !letter.isEmpty {
        if letter == "g" && later == "g" { break }
        if letter != "g" { faults += letter }
        later = letter
    }
    return faults.contains("c") || faults.count >= 3 ? .delisted : faults.isEmpty ? .approved : .degraded
}

func letters(_ world: MirrorWorld, _ mirror: Int) -> [String] {
    (0..<MirrorWorld.dayCount).map { letter(world, mirror, $0) }
}

private func letter(_ world: MirrorWorld, _ mirror: Int, _ day: Int) -> String {
    let uncounted = [MirrorWorld.archiveOutage, MirrorWorld.networkOutage, MirrorWorld.off]
    if uncounted.contains(day) { return "" }
    if mirror == MirrorWorld.liar, day == MirrorWorld.lie { return "c" }
    if world.maintenance[mirror]?.contains(day) ?? false { return "" }
    return world.isDown[mirror][day] ? "b" : "g"
}
