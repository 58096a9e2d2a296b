/// The exit statuses of the program, each with its meaning for the help texts. 64, 75 and 78 are those of sysexits.h.
enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    case heldBack = 10
    case alreadyRunning = 11
    case upstreamFailed = 20
    case invalidArchive = 30
    case machineFailed = 40
    case wrongUsage = 64
    case temporaryFailure = 75
    case wrongConfiguration = 78

    var meaning: String {
        switch self {
        case .success: "done"
        case .heldBack: "a mirror was named and the policy holds it back: nothing was contacted"
        case .alreadyRunning: "another sync or publication of it is running"
        case .upstreamFailed: "the upstream could not be reached or refused"
        case .invalidArchive:
            "what came is invalid and the last good generation is still served, or what is served has errors that it had "
                + "before"
        case .machineFailed: "this machine failed: disk, permissions, a missing program"
        case .wrongUsage: "wrong usage"
        case .temporaryFailure: "not taken: the mail system is to keep the mail and to try again"
        case .wrongConfiguration: "wrong configuration"
        }
    }
}
