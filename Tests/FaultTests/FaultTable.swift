import Glibc
import Posix

/// The file to which each case is appended where `Tests/Faults/run` asks for it.
enum FaultTable {
    static func append(_ verdict: CaseVerdict) throws {
        guard let path = Extent.setting("MIRRORWARD_FAULTS_TABLE") else { return }
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o644)
        let columns = [
            verdict.kind, "\(verdict.scenario)", verdict.step, "\(verdict.status)", verdict.served,
            "\(verdict.permitsLost)", verdict.isAptContent ? "content" : "refused",
            verdict.isMended ? "mended" : "not mended",
            verdict.isHit ? "hit" : "not reached",
            verdict.complaints.joined(separator: "; ").replacing("\n", with: " / ").replacing("\t", with: " "),
        ]
        try file.write(Array((columns.joined(separator: "\t") + "\n").utf8))
    }
}

/// What came of one case.
struct CaseVerdict: Sendable {
    let kind: String
    let scenario: FaultScenario
    /// The call and the file, or the moment.
    var step: String
    /// The exit status of the command to which the fault happened.
    var status: Int32 = 0
    /// Whether the step was reached: another order of threads may leave out one.
    var isHit = true
    /// `old`, `new`, `nothing` before the first publication, or `torn`.
    var served = ""
    var permitsLost = 0
    var isAptContent = true
    var isMended = true
    /// What breaks a promise; empty as it should be.
    var complaints: [String] = []
}
