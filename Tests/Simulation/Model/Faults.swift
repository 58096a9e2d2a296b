/// What happens to the machine between the starts.
package enum Fault: String, Sendable, CaseIterable {
    case reboot = "reboots"
    case clockBack = "clock set back"
    case clockForward = "clock set forward"
    case clockRight = "clock set right"
    case rebootWithClockBack = "reboots with the clock set back"
    case storeLost = "store lost"
    case storeRestored = "store put back from a backup"
    case rootReplaced = "Root replaced"
    case rootRestored = "Root put back from a backup"
}

/// How often things go wrong: shares of a thousand, and limits.
struct Faults: Sendable {
    /// Of the connections.
    var unreachable = 0
    var full = 0
    var refused = 0
    var dropped = 0
    var interrupted = 0
    /// Of the sessions that were complete: a second pass under the same permit.
    var secondPass = 0
    /// Of the starts: killed before one of its steps, drawn at random.
    var crash = 0
    /// The longest connection, in seconds.
    var connectionLength: Int64 = 3600
    /// What the machine suffers, each as often as it stands here, and after how many days on average.
    var kinds: [Fault] = []
    var meanDays = 3

    var isCalm: Bool { kinds.isEmpty && crash == 0 && unreachable == 0 }

    static let none = Faults()
    static let network = Faults(
        unreachable: 200, full: 100, refused: 30, dropped: 300, interrupted: 30, secondPass: 100,
        connectionLength: 5 * 3600)
    static let crashes = Faults(
        unreachable: 100, full: 60, refused: 20, dropped: 200, interrupted: 20, secondPass: 100, crash: 350,
        connectionLength: 3 * 3600, kinds: [.reboot], meanDays: 4)
}
