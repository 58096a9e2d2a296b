import MirrorRegistry
import Operations
import Posix
import TestSupport
import Testing
import Timekeeping

@Suite("A registry")
struct RegistryTests {
    @Test(
        "lists a mirror after its checks and a maintainer's word, and apt installs from the list although the first is dead"
    )
    func fromSubmissionToApt() throws {
        var scenario = try RegistryScenario()
        let first = try scenario.addMirror()
        let second = try scenario.addMirror()
        for mirror in [first, second] {
            #expect(try scenario.registry("submit", mirror.url, "--by", "anna").status == 0)
        }
        #expect(try scenario.registry("approve", "1", "--by", "anna").status == 64)
        let run = try scenario.registry("check", "--all", "--no-retries")
        #expect(run.status == 0, "\(run)")
        for number in ["1", "2"] {
            let approval = try scenario.registry("approve", number, "--by", "anna")
            #expect(approval.status == 0 && approval.output.contains("rsync -a --delete"), "\(approval)")
        }
        #expect(try scenario.registry("publish").status == 0)
        let list = try scenario.published("mirrors.txt")
        #expect(list.contains("\(first.url)\tpriority:") && list.contains("\(second.url)\tpriority:"))
        #expect(try scenario.published("index.html").contains("127.0.0.3"))
        #expect(try scenario.registry("log").output.contains("by anna"))

        first.stop()
        let server = try WebServer.serving(scenario.publicList)
        let client = try AptClient(
            entries: ["deb [signed-by=\(scenario.key.keyringPath)] mirror+\(server.url)mirrors.txt wren main"],
            architecture: "amd64")
        let update = try client.update()
        #expect(update.status == 0, "\(update)")
        let download = try client.download("birdsong")
        #expect(download.status == 0, "\(download)")
    }

    @Test("answers a mirror that is known with its state, and lets what is new of it wait for the maintainer")
    func known() throws {
        var scenario = try RegistryScenario()
        let mirror = try scenario.addMirror()
        try scenario.registry("submit", mirror.url, "--by", "anna")
        let same = try scenario.registry("submit", mirror.url, "--by", "anna")
        #expect(same.status == 0 && same.output.contains("known as number 1, submitted"), "\(same)")
        let other = try scenario.registry("submit", mirror.url, "--country", "FR", "--by", "anna")
        #expect(other.status == 0 && other.output.contains("waits for the maintainer"), "\(other)")
    }

    @Test(
        "contacts nothing that is not public, whatever the address looks like",
        arguments: [
            "http://127.0.0.1/x/", "http://10.0.0.1/x/", "http://169.254.169.254/latest/", "http://[::1]/x/",
            "http://[::ffff:10.0.0.1]/x/", "http://2130706433/x/", "http://0177.0.0.1/x/", "http://localhost/x/",
            "http://user:secret@mirror.example.org/x/", "http://mirror.example.org:8080/x/",
            "ftp://mirror.example.org/x/",
            "http://mirror.example.org/x\u{1}/",
        ])
    func hostile(url: String) throws {
        let scenario = try RegistryScenario()
        var text = String(decoding: try readFile(scenario.configuration, limit: 1 << 16), as: UTF8.self)
        text = text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("Allow-") }.joined(separator: "\n")
        try scenario.directory.write(text, to: "mirrorward.conf")
        let result = try scenario.registry("submit", url, "--by", "anna")
        #expect(result.status == 64 && !result.everything.contains("secret"), "\(result)")
        #expect(try scenario.registry("list").output.contains("no listing"))
    }

    @Test("takes mails from its spool, answers people once, and answers neither bounces nor lists")
    func mails() throws {
        var scenario = try RegistryScenario()
        let mirror = try scenario.addMirror()
        #expect(try scenario.ingest("From: a@example.org\n\nhello\n") == 75, "there is no spool before the first run")
        #expect(try scenario.registry("ingest", "--bad").status == 75, "the mail system keeps the mail")
        #expect(try scenario.registry("check", "--all", "--no-retries").status == 0)
        let person = """
            From: Joe <joe@example.org>
            Message-ID: <1@example.org>
            Subject: a new mirror
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Please list <\(mirror.url)>=
            , thank you.
            Country: FR
            """
        #expect(try scenario.ingest(person) == 0)
        #expect(try scenario.ingest("From: MAILER-DAEMON@example.org\nReturn-Path: <>\n\n\(mirror.url)x/\n") == 0)
        #expect(try scenario.ingest("From: l@example.org\nList-Id: <l.example.org>\n\n\(mirror.url)y/\n") == 0)
        #expect(try scenario.registry("check", "--all", "--no-retries").status == 0)
        let show = try scenario.registry("show", "1").output
        #expect(
            show.contains("country       FR") && show.contains("joe@example.org") && show.contains("pending"), "\(show)"
        )
        let sent = try scenario.sentMails()
        #expect(
            sent.split(separator: "\n").filter { $0.hasPrefix("To: ") || $0.hasPrefix(" <joe@") }.count >= 1, "\(sent)")
        #expect(
            sent.contains("Auto-Submitted: auto-replied") && !sent.contains("MAILER-DAEMON")
                && !sent.contains("l@example"))
        #expect(sent.components(separatedBy: "Message-ID:") == 2, "\(sent)")
    }

    @Test("publishes no script, no address of mail and no line of its own from what a submission states")
    func scriptInEveryField() throws {
        var scenario = try RegistryScenario()
        let mirror = try scenario.addMirror()
        let evil = "<script>alert(1)</script>\" onload=x&"
        let result = try scenario.registry(
            "submit", mirror.url, "--sponsor", evil, "--location", evil, "--maintainer", evil, "--comment", evil,
            "--bandwidth", evil, "--contact", "joe@example.org", "--by", "anna")
        #expect(result.status == 0, "\(result)")
        try scenario.registry("check", "--all", "--no-retries")
        #expect(try scenario.registry("approve", "1", "--by", "anna").status == 0)
        #expect(try scenario.registry("publish").status == 0)
        for file in ["index.html", "mirror/127.0.0.3.html", "changes.atom"] {
            #expect(!(try scenario.published(file)).contains("<script>alert"), "\(file)")
        }
        for file in ["index.html", "mirrors.json", "mirrors.masterlist", "mirmon.txt", "mirror/127.0.0.3.html"] {
            #expect(!(try scenario.published(file)).contains("joe@example.org"), "\(file)")
        }
    }
}

extension String {
    /// How many parts `separator` makes of it.
    fileprivate func components(separatedBy separator: String) -> Int {
        split(separator: separator, omittingEmptySubsequences: false).count
    }
}
