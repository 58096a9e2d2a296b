import Posix
import Reporting
import Scheduling
import Testing

@testable import Operations
@testable import Transfer

@Suite("The outcome of a transfer")
struct TransferOutcomeTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let ending: TransferEnding
        let exit: ChildExit?
        let connection: ConnectionOutcome
        let status: Int32

        init(_ ending: TransferEnding, _ connection: ConnectionOutcome, _ status: Int32, exit: ChildExit? = .status(12))
        {
            self.ending = ending
            self.exit = exit
            self.connection = connection
            self.status = status
        }

        var testDescription: String { "\(ending)" }
        var outcome: TransferOutcome { made() }

        func made(messages: [String] = [], words: [String] = []) -> TransferOutcome {
            TransferOutcome(
                ending: ending, exit: exit, statistics: TransferStatistics(), senderProblems: [], messages: messages,
                upstreamWords: words, skippedPaths: [], skippedCount: 0, deletionsSkipped: false, logFailure: nil,
                elapsedSeconds: 0)
        }
    }

    static let rows = [
        Row(.complete, .finished, 20), Row(.partial, .finished, 20), Row(.dropped(.status(12)), .dropped, 20),
        Row(.dropped(.signal(13)), .dropped, 20), Row(.stalled(seconds: 600), .dropped, 20),
        Row(.tookTooLong(seconds: 86_400), .finished, 20), Row(.interrupted(signal: 15), .interrupted, 143),
        Row(.unexplained(.status(99)), .failedHere, 40), Row(.complete, .neverReached, 20, exit: nil),
        Row(.refused(.accessDenied), .accessDenied, 20), Row(.refused(.gate), .accessDenied, 20),
        Row(.refused(.unknownModule), .unknownModule, 20), Row(.refused(.noSuchPath), .unknownModule, 20),
        Row(.refused(.maximumConnections), .upstreamFull, 20),
        Row(.refused(.authenticationFailed), .authenticationFailed, 20), Row(.refused(.optionRefused), .finished, 20),
        Row(.refused(.notRsync), .finished, 20), Row(.refused(.noRemoteRsync), .finished, 20),
        Row(.refused(.hostKey), .finished, 20), Row(.refused(.other), .finished, 20),
        Row(.unreachable(.nameNotFound), .neverReached, 20), Row(.unreachable(.connectionRefused), .neverReached, 20),
        Row(.unreachable(.noRoute), .neverReached, 20), Row(.unreachable(.timedOut), .neverReached, 20),
        Row(.unreachable(.other), .neverReached, 20), Row(.localFault(.missingProgram("ssh")), .neverReached, 40),
        Row(.localFault(.sourceAddress("192.0.2.1")), .neverReached, 40),
        Row(.localFault(.oldRsync), .neverReached, 40),
        Row(.localFault(.system(SystemCallError("fork", number: 11))), .neverReached, 40),
        Row(.localFault(.noSpace), .failedHere, 40),
        Row(.localFault(.quotaExceeded), .failedHere, 40), Row(.localFault(.readOnly), .failedHere, 40),
        Row(.localFault(.permissionDenied), .failedHere, 40), Row(.localFault(.inputOutput), .failedHere, 40),
        Row(.localFault(.outOfMemory), .failedHere, 40), Row(.localFault(.killed(signal: 9)), .failedHere, 40),
        Row(.localFault(.killed(signal: 0)), .failedHere, 40), Row(.localFault(.other(number: 28)), .failedHere, 40),
        Row(.localFault(.other(number: nil)), .failedHere, 40),
        Row(.localFault(.passwordFile(.missing)), .neverReached, 40, exit: nil),
        Row(.localFault(.passwordFile(.unreadable)), .neverReached, 40, exit: nil),
        Row(.localFault(.passwordFile(.openToOthers)), .neverReached, 40, exit: nil),
        Row(.localFault(.passwordFile(.notRoots)), .neverReached, 40, exit: nil),
        Row(.localFault(.passwordFile(.refusedByRsync)), .failedHere, 40),
    ]

    @Test("is recorded with the permit", arguments: rows)
    func recorded(row: Row) {
        #expect(row.outcome.connectionOutcome == row.connection)
    }

    @Test("gives the permit back exactly when the upstream was never reached", arguments: rows)
    func givenBack(row: Row) {
        #expect((row.outcome.connectionOutcome == .neverReached) == !row.outcome.reachedUpstream)
    }

    @Test("is told in one plain line, with its exit status", arguments: rows)
    func told(row: Row) {
        let failure = Failure.transfer(row.outcome, mirror: "m", upstream: "rsync://h.example.org/m/")
        #expect(failure.exitStatus == row.status)
        for report in failure.reports {
            expectPlain(report)
            #expect(!report.text.contains("openToOthers"), "\(report)")
        }
        let report = SyncReport(mirror: "m", failure: failure)
        #expect(report.exitStatus == row.status)
    }

    @Test("tells what the upstream said, or else the last that rsync said")
    func said() throws {
        let row = Row(.refused(.gate), .accessDenied, 20)
        let gate = Failure.transfer(
            row.made(messages: ["rsync error"], words: ["come tomorrow", "policy: x"]), mirror: "m", upstream: "u")
        #expect(gate.reports.first?.text.hasSuffix("; rsync said: come tomorrow | policy: x") == true)
        let plain = Failure.transfer(row.made(messages: ["one", "two", "three"]), mirror: "m", upstream: "u")
        #expect(plain.reports.first?.text.hasSuffix("; rsync said: two | three") == true)
    }
}
