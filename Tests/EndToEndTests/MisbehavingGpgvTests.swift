import Glibc
import Posix
import TestSupport
import Testing

@Suite("A gpgv that misbehaves in a sync")
struct MisbehavingGpgvTests {
    struct Conduct: CustomTestStringConvertible {
        let name: String
        let script: String
        let status: Int32
        let says: String

        init(_ name: String, _ script: String, _ status: Int32, _ says: String) {
            self.name = name
            self.script = script
            self.status = status
            self.says = says
        }

        var testDescription: String { name }
    }

    private static let foreign = String(repeating: "0123456789ABCDEF", count: 3).prefix(40)
    /// The lines of a good signature by a key that no keyring here has.
    private static let foreignLines = """
        echo '[GNUPG:] NEWSIG'
        echo '[GNUPG:] GOODSIG \(foreign.suffix(16)) Somebody else <else@example.org>'
        echo '[GNUPG:] VALIDSIG \(foreign) 2024-01-06 1704535200 0 4 0 22 10 01 \(foreign)'
        """
    private static let real = StandIns.realPath("gpgv")

    static let conducts = [
        Conduct("says nothing and succeeds", "exit 0", 40, "gpgv gave no answer"),
        Conduct("calls everything good on standard error alone", "\(real) \"$@\" >&2", 40, "gpgv gave no answer"),
        Conduct("finds a good signature of a key that is not trusted", foreignLines, 30, "dists/wren/InRelease"),
        Conduct(
            "says GOODSIG without VALIDSIG", "\(real) \"$@\" | grep -a -v VALIDSIG", 30, "dists/wren/InRelease"),
        Conduct(
            "ends in half a line", "\(real) \"$@\" | grep -a -B9 GOODSIG; printf '[GNUPG:] VALIDS'", 30,
            "dists/wren/InRelease"),
        Conduct(
            "writes bytes that are not UTF-8", "printf '[GNUPG:] GOODSIG \\377\\376\\n\\000\\033[2J\\n'", 30,
            "dists/wren/InRelease"),
        Conduct(
            "refuses what is good, in bytes that are not UTF-8",
            "printf '[GNUPG:] BADSIG 0123456789ABCDEF \\377\\033[2J\\n'; exit 1", 30, "BADSIG 0123456789ABCDEF"),
        Conduct("writes without end", "yes '[GNUPG:] NOTATION_NAME x'", 40, "it wrote more than 1048576 bytes"),
        Conduct("writes zeros without end", "cat /dev/zero >&2", 40, "it wrote more than 1048576 bytes"),
        Conduct("says nothing and fails", "exit 2", 30, "dists/wren/InRelease"),
        Conduct("is killed", "kill -KILL $$", 40, "it ended with signal 9"),
        Conduct("dumps core", "kill -SEGV $$", 40, "it ended with signal 11"),
        Conduct(
            "says that all is good and fails", "\(real) \"$@\"; echo 'out of secure memory' >&2; exit 42", 40,
            "out of secure memory"),
    ]

    @Test("publishes nothing, says why, and costs nothing that is served")
    func conduct() throws {
        var scenario = try Scenario()
        #expect(try scenario.mirrorward.sync().status == 0)
        let before = try scenario.served()
        try scenario.release("1.2-1")
        for conduct in Self.conducts {
            let result = try scenario.mirrorward.sync(with: try StandIns(["gpgv": conduct.script]))
            #expect(result.status == conduct.status, "\(conduct.name): \(result)")
            #expect(result.errorOutput.contains(conduct.says), "\(conduct.name): \(result)")
            #expect(!result.errorOutput.contains("\u{1B}"), "\(conduct.name)")
            #expect(try scenario.served() == before, "\(conduct.name)")
        }
        try scenario.expectServed("1.0-1")
        try scenario.expectMended()
        try scenario.expectServed("1.2-1")
    }

    @Test("and whose grandchild holds its pipes is not waited for")
    func grandchild() throws {
        let scenario = try Scenario()
        let standIns = try StandIns(["gpgv": "sleep 600 & exec \(Self.real) \"$@\""])
        let result = try scenario.mirrorward.sync(with: standIns)
        #expect(result.status == 0, "\(result)")
        try scenario.expectPublishedEqualsUpstream()
    }

    /// Whoever stops the sync need not wait for the minute after which a gpgv is given up.
    @Test("and hangs, deaf and silent, ends with the sync that is stopped", arguments: [SIGTERM, SIGINT])
    func hangs(signal: Int32) throws {
        let scenario = try Scenario()
        let standIns = try StandIns([
            "gpgv": "echo $$ >\"$0.running\"; trap '' TERM INT HUP; while :; do sleep 600; done"
        ])
        var sync = try scenario.mirrorward.startSync(with: standIns)
        let note = standIns.path("gpgv.running")
        #expect(try waitUntil { try fileStatus(note)?.byteCount ?? 0 > 0 })
        let start = ContinuousClock.now
        sync.signal(signal)
        #expect(try sync.wait().status == 128 + signal)
        #expect(ContinuousClock.now - start < .seconds(20))
        let number = String(decoding: try readFile(note, limit: 100), as: UTF8.self).filter(\.isNumber)
        #expect(ProcessIdentity(try #require(pid_t(number)))?.isAlive != true)
        #expect(scenario.mirrorward.servedGeneration == nil)
        #expect(try scenario.mirrorward.syncAgain().status == 0)
        try scenario.expectPublishedEqualsUpstream()
    }
}
