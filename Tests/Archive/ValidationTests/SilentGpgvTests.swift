import Posix
import TestSupport
import Testing

@testable import Validation

@Suite("A gpgv that gives no answer")
struct SilentGpgvTests {
    @Test(
        "is killed when its time has passed",
        arguments: [
            "exec sleep 600", "exec >&- 2>&-; exec sleep 600", "trap '' TERM; while :; do sleep 600; done",
            "kill -STOP $$", "printf '[GNUPG:] GOODSI'; sleep 600 & exec sleep 600",
        ])
    func deadline(script: String) throws {
        let standIns = try StandIns(["gpgv": script])
        let keyrings = try Keyrings([SigningKeys.shared.get().keyring(.archive)])
        let check = SignatureCheck(gpgv: standIns.path("gpgv"), sqv: nil, keyrings: keyrings, deadlineSeconds: 1)
        let start = ContinuousClock.now
        #expect(
            throws: ValidationError.gpgvFailed(executable: standIns.path("gpgv"), .notRun(.deadline(seconds: 1)))
        ) { try check.status(of: [], over: []) }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("is given a minute, a real one needing milliseconds")
    func usualDeadline() throws {
        let keyrings = try Keyrings([SigningKeys.shared.get().keyring(.archive)])
        #expect(SignatureCheck(gpgv: "gpgv", sqv: nil, keyrings: keyrings).deadlineSeconds == 60)
    }
}
