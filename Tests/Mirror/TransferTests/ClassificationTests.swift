import Glibc
import Posix
import Testing

@testable import Transfer

@Suite("The end of a transfer")
struct ClassificationTests {
    private static let daemon = "rsync://example.org/m"

    struct Case: Sendable, CustomTestStringConvertible {
        var upstream = ClassificationTests.daemon
        var exit: ChildExit
        let text: String
        let ending: TransferEnding
        var testDescription: String { "\(exit): \(text.prefix(60))" }

        init(
            _ status: Int32, _ text: String, _ ending: TransferEnding, upstream: String = ClassificationTests.daemon
        ) {
            exit = .status(status)
            self.text = text
            self.ending = ending
            self.upstream = upstream
        }
    }

    private func ending(
        _ exit: ChildExit, _ text: String, upstream: String = Self.daemon, sourceAddress: String? = nil
    ) throws -> TransferEnding {
        var collection = OutputCollection()
        for line in text.split(separator: "\n") { collection.error(String(line)) }
        return RsyncRemains(
            exit: exit, messages: collection.messages + collection.ends, upstream: try Upstream(upstream).transport,
            sourceAddress: sourceAddress
        ).ending
    }

    /// The texts were taken from rsync 3.5.0 and OpenSSH 9.2 at work.
    @Test(
        "is told by the words of rsync, the daemon and ssh",
        arguments: [
            Case(0, "", .complete),
            Case(
                5,
                """
                @ERROR: Unknown module 'nope'
                rsync error: error starting client-server protocol (code 5) at main.c(1954) [Receiver=3.5.0]
                """, .refused(.unknownModule)),
            Case(5, "@ERROR: access denied to m from localhost (127.0.0.1)", .refused(.accessDenied)),
            Case(5, "@ERROR: max connections (1) reached -- try again later", .refused(.maximumConnections)),
            Case(5, "@ERROR: auth failed on module m", .refused(.authenticationFailed)),
            Case(5, "@ERROR: early exec failed", .refused(.gate)),
            Case(5, "@ERROR: chdir failed", .refused(.other)),
            Case(5, "rsync: server sent \"@ERROR: too busy\" rather than greeting", .refused(.other)),
            Case(5, "rsync: server sent \"HTTP/1.1 400 Bad\" rather than greeting", .refused(.notRsync)),
            Case(2, "protocol version mismatch -- is your shell clean?", .refused(.notRsync)),
            Case(
                10,
                """
                pre-xfer exec returned failure (256):
                You synced 3h ago; next allowed: 2026-01-02T03:04Z
                rsync: [Receiver] read error: Connection reset by peer (104)
                rsync error: error in socket IO (code 10) at io.c(907) [Receiver=3.5.0]
                """, .refused(.gate)),
            Case(
                10,
                """
                rsync: The server is configured to refuse --hard-links (-H)
                rsync: [Receiver] read error: Connection reset by peer (104)
                rsync error: error in socket IO (code 10) at io.c(907) [Receiver=3.5.0]
                """, .refused(.optionRefused)),
            Case(
                23,
                """
                rsync: [sender] change_dir "none" (in m) failed: No such file or directory (2)
                rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1956) [Receiver=3.5.0]
                rsync: [Receiver] read error: Connection reset by peer (104)
                """, .refused(.noSuchPath)),
            Case(
                10,
                """
                rsync: [Receiver] failed to connect to 127.0.0.1 (127.0.0.1): Connection refused (111)
                rsync error: error in socket IO (code 10) at clientserver.c(165) [Receiver=3.5.0]
                """, .unreachable(.connectionRefused)),
            Case(
                10, "rsync: [Receiver] failed to connect to example.org (192.0.2.1): No route to host (113)",
                .unreachable(.noRoute)),
            Case(
                10, "rsync: failed to connect to example.org (192.0.2.1): Connection timed out (110)",
                .unreachable(.timedOut)),
            Case(
                10, "rsync: getaddrinfo: example.invalid 873: Name or service not known", .unreachable(.nameNotFound)),
            Case(
                35, "rsync error: timeout waiting for daemon connection (code 35) at socket.c(276) [Receiver=3.5.0]",
                .unreachable(.timedOut)),
            Case(
                12,
                """
                rsync: [Receiver] safe_read failed to read 1 bytes: Connection reset by peer (104)
                rsync error: error in rsync protocol data stream (code 12) at io.c(340) [Receiver=3.5.0]
                """, .dropped(.status(12))),
            Case(
                12, "rsync: connection unexpectedly closed (1024 bytes received so far) [receiver]",
                .dropped(.status(12))),
            Case(30, "rsync: [receiver] io timeout after 900 seconds -- exiting", .dropped(.status(30))),
            Case(
                20,
                """
                rsync: [sender] opendir "sec" (in m) failed: Permission denied (13)
                rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at io.c(586) [sender=3.5.0]
                """, .dropped(.status(20))),
            Case(
                20, "rsync error: received SIGINT, SIGTERM, or SIGHUP (code 20) at rsync.c(874) [generator=3.5.0]",
                .localFault(.killed(signal: 0))),
            Case(
                11, "rsync error: error in file IO (code 11) at sender.c(400) [sender=3.5.0]", .dropped(.status(11))),
            Case(
                11,
                """
                rsync: [receiver] write failed on "/srv/m/staging/pool/a/x.deb": No space left on device (28)
                rsync error: error in file IO (code 11) at receiver.c(657) [receiver=3.5.0]
                rsync error: error in file IO (code 11) at io.c(1892) [sender=3.5.0]
                """, .localFault(.noSpace)),
            Case(
                23,
                """
                rsync: [sender] send_files failed to open "unreadable" (in m): Permission denied (13)
                rsync: [receiver] mkstemp "/srv/m/staging/dists/.Release.eJ422M" failed: No space left on device (28)
                rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1956) [generator=3.5.0]
                """, .localFault(.noSpace)),
            Case(
                23,
                """
                rsync: [generator] recv_generator: mkdir "/srv/m/staging/dists" failed: Read-only file system (30)
                *** Skipping any contents from this failed directory ***
                rsync: [receiver] mkstemp "/srv/m/staging/.n.ydcaVr" failed: Read-only file system (30)
                """, .localFault(.readOnly)),
            Case(
                23, "rsync: [generator] failed to set times on \"/srv/m/staging/pool\": Operation not permitted (1)",
                .localFault(.permissionDenied)),
            Case(
                23, "rsync: [receiver] write \"/srv/m/staging/a\": Disk quota exceeded (122)",
                .localFault(.quotaExceeded)),
            Case(
                23, "rsync: mkstemp \"/srv/m/staging/a\" failed: File name too long (36)",
                .localFault(.other(number: 36))),
            Case(
                23,
                """
                rsync: [sender] opendir "sec" (in m) failed: Permission denied (13)
                rsync: send_files failed to open "unreadable" (in m): Permission denied (13)
                file has vanished: "dists/Release" (in m)
                ERROR: pool/a/a.deb failed verification -- update discarded.
                rsync error: some files/attrs were not transferred (see previous errors) (code 23) at main.c(1956) [generator=3.5.0]
                """, .partial),
            Case(24, "file has vanished: \"zz\" (in m)", .partial),
            Case(1, "rsync: --info=name1: unknown option", .localFault(.oldRsync)),
            Case(
                1, "rsync error: syntax or usage error (code 1) at main.c(1782) [sender=2.6.9]",
                .refused(.optionRefused)),
            Case(1, "ERROR: password file must not be other-accessible", .localFault(.passwordFile(.refusedByRsync))),
            Case(
                22, "rsync error: error allocating core memory buffers (code 22) [receiver=3.5.0]",
                .localFault(.outOfMemory)),
            Case(
                255,
                """
                ssh: connect to host example.org port 22: Connection refused
                rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]
                rsync error: unexplained error (code 255) at io.c(285) [Receiver=3.5.0]
                """, .unreachable(.connectionRefused), upstream: "example.org:/srv"),
            Case(
                255, "ssh: Could not resolve hostname example.invalid: Name or service not known",
                .unreachable(.nameNotFound), upstream: "example.invalid:/srv"),
            Case(
                255, "mirror@example.org: Permission denied (publickey).", .refused(.authenticationFailed),
                upstream: "mirror@example.org:/srv"),
            Case(
                12,
                """
                ssh: connect to host example.org port 22: No route to host
                rsync: connection unexpectedly closed (0 bytes received so far) [Receiver]
                """, .unreachable(.noRoute), upstream: "example.org:/srv"),
            Case(12, "sh: 1: rsync: not found", .refused(.noRemoteRsync), upstream: "example.org:/srv"),
            Case(
                12, "rsync: [sender] link_stat \"/srv\" failed: Permission denied (13)", .dropped(.status(12)),
                upstream: "example.org:/srv"),
            Case(255, "Host key verification failed.", .refused(.hostKey), upstream: "example.org:/srv"),
            Case(
                255, "client_loop: send disconnect: Broken pipe", .dropped(.status(255)), upstream: "example.org:/srv"),
            Case(
                127, "rsync error: remote command not found (code 127) at io.c(285) [Receiver=3.5.0]",
                .refused(.noRemoteRsync), upstream: "example.org:/srv"),
            Case(
                14, "rsync: [Receiver] Failed to exec ssh: No such file or directory (2)",
                .localFault(.missingProgram("ssh")), upstream: "example.org:/srv"),
        ])
    func words(example: Case) throws {
        #expect(try ending(example.exit, example.text, upstream: example.upstream) == example.ending)
    }

    @Test("is never taken for a success when rsync says only a number", arguments: Int32(1)...255)
    func silentStatuses(status: Int32) throws {
        for upstream in [Self.daemon, "example.org:/srv", "/srv"] {
            let ending = try ending(.status(status), "", upstream: upstream)
            #expect(ending != .complete)
            // 23 without a word is still the sender's: every error of ours has a line.
            #expect(ending.canBeValidated == [23, 24].contains(status))
        }
    }

    @Test("by a signal is this machine's doing", arguments: [SIGKILL, SIGSEGV, SIGTERM])
    func signals(signal: Int32) throws {
        #expect(try ending(.signal(signal), "") == .localFault(.killed(signal: signal)))
    }

    @Test("without a word under a source address is the address's fault")
    func sourceAddress() throws {
        let text = "rsync error: error in socket IO (code 10) at clientserver.c(165) [Receiver=3.5.0]"
        #expect(try ending(.status(10), text) == .dropped(.status(10)))
        let ending = try ending(.status(10), text, sourceAddress: "192.0.2.7")
        #expect(ending == .localFault(.sourceAddress("192.0.2.7")))
        #expect(!ending.reachedUpstream)
    }

    @Test("keeps the one fault of ours among thousands of the sender's")
    func manyProblems() throws {
        let sender = String(repeating: "file has vanished: \"a\" (in m)\n", count: 5000)
        let own = "rsync: [receiver] write failed on \"/srv/a\": No space left on device (28)\n"
        #expect(try ending(.status(23), sender + own + sender) == .localFault(.noSpace))
    }
}
