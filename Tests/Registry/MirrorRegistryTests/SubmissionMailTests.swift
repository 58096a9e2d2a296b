import Testing
import Timekeeping

@testable import MirrorRegistry

private func mail(_ text: String) -> MailMessage { MailMessage(Array(text.utf8)) }

@Suite("A mail") struct SubmissionMailTests {
    @Test("has its headers unfolded and its words decoded")
    func headers() {
        let read = mail(
            "From: =?UTF-8?Q?J=C3=BCrgen?=\r\n =?iso-8859-1?B?IE38bGxlcg==?= <Admin@Example.ORG>\r\nReply-To: \"A, B\" <ab@example.org>,"
                + " c@example.org\r\nMessage-ID: <1@example.org>\r\nSUBJECT :  Mirror\r\n\tof ours\r\n\r\nText\r\n")
        #expect(read.from?.name == "Jürgen Müller" && read.from?.address == "Admin@example.org")
        #expect(read.from?.key == "admin@example.org")
        #expect(read.replyTo?.name == "A, B" && read.answerAddress?.address == "ab@example.org")
        #expect(read.messageID == "<1@example.org>" && read.subject == "Mirror of ours")
        #expect(read.text == "Text\r\n" && !read.isAutomatic)
    }

    static let mailboxes: [(String, String, String?)] = [
        ("a@example.org", "", "a@example.org"), ("a@example.org (Name)", "Name", "a@example.org"),
        ("<a@example.org>", "", "a@example.org"),
        ("\"Name \\\"x\\\"\" <a+b@example.org>", "Name \"x\"", "a+b@example.org"),
        ("Name <a@example.org>, b@example.org", "Name", "a@example.org"),
        ("Group: a@example.org, b@example.org;", "", "a@example.org"), ("undisclosed-recipients:;", "", nil),
        ("", "", nil), ("Name", "", nil),
        ("a@localhost", "", nil), ("a@[192.0.2.1]", "", nil), ("a@192.0.2.1", "", nil), ("a b@example.org", "", nil),
        ("\"a b\"@example.org", "", nil),
        ("a@@example.org", "", nil), (".a@example.org", "", nil), ("a..b@example.org", "", nil),
        ("-f@example.org", "", nil),
        ("|/bin/sh@example.org", "", nil), ("a@example.org\nBcc: b@example.org", "", nil),
        ("<a@example.org", "", "a@example.org"),
        ("é@example.org", "", nil), ("a@é.example.org", "", nil),
        ("Na\u{1}me <a@example.org>", "", nil),
    ]

    @Test("address is read by its first mailbox, and only of a form that needs no quoting", arguments: mailboxes)
    func mailbox(text: String, name: String, address: String?) {
        let read = MailAddress(reading: text)
        #expect(read?.address == address)
        if address != nil { #expect(read?.name == name) }
    }

    static let words: [(String, String)] = [
        ("plain", "plain"), ("=?utf-8?q?a_b?=", "a b"), ("=?utf-8?q?a?=  =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ("=?ISO-8859-1?Q?=E9?=", "é"), ("=?windows-1252?Q?=80?=", "€"), ("=?iso-8859-15?Q?=A4?=", "€"),
        ("=?koi8-r?Q?=C1a?=", "\u{FFFD}a"),
        ("=?utf-8*en?Q?a?=", "a"), ("=?utf-8?Q?=FF?=", "\u{FFFD}"), ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
        ("=?utf-8?Q?a?b?=", "=?utf-8?Q?a?b?="),
        ("=?=", "=?="), ("=?utf-8?B?w6k?=", "é"), ("=?utf-8?B?!!!?=", ""),
    ]

    @Test("header decodes its encoded words", arguments: words)
    func encodedWord(text: String, expected: String) { #expect(decodedWords(text) == expected) }

    static let bodies: [(String, String)] = [
        ("Content-Type: text/plain; charset=iso-8859-1\n\ncaf\\E9", "caf\u{FFFD}"),
        (
            "Content-Type: text/plain; charset=\"UTF-8\"\nContent-Transfer-Encoding: base64\n\naHR0cHM6\nLy8=\n",
            "https://"
        ),
        ("Content-Transfer-Encoding: Quoted-Printable\n\na=3Db=\nc  \nd=C3=A9=zz\n", "a=bc\ndé=zz\n"),
        ("Content-Type: text/plain; format=flowed\n\na \nb\n> q \n> r\n  s\n-- \nt \n", "a b\n> q r\n s\n-- \nt \n"),
        (
            "Content-Type: text/plain; format=flowed; delsp=yes\n\nhttps://mirror.exam \nple.org/\n",
            "https://mirror.example.org/\n"
        ),
        (
            "Content-Type: multipart/alternative; boundary=\"=b\"\n\npreamble\n--=b\nContent-Type: text/html\n\n<p>no</p>\n--=b\n"
                + "Content-Type: text/plain\n\nyes\n--=b--\nepilogue\n", "yes\n"
        ),
        (
            "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=ab\n\n--ab\n\ninner\n--ab--\n--a\n"
                + "Content-Type: text/plain\nContent-Disposition: attachment\n\nattached\n--a\nContent-Type: message/rfc822\n\nfrom: x\n\nforwarded\n--a--\n",
            "inner\n"
        ),
        ("Content-Type: multipart/mixed; boundary=a\n\n--a\n\nunclosed", "unclosed"),
        ("Content-Type: multipart/mixed\n\ntext", ""),
        ("Content-Type: image/png\n\ntext", ""), ("Content-Type: ;;;=\n\ntext", "text"),
        ("not a header\n\ntext", "not a header\n\ntext"), ("", ""),
        ("\n", ""), ("Subject: only", ""),
        (
            "Content-Type: text/html\n\n<html><head><title>t</title></head><body>a&amp;b&#x3c;&#60;<br>c<script>d</script><!-- e --></body>",
            "a&b<<\nc"
        ),
        (
            "Content-Type: text/html\n\n<p>see <a title='>' HREF=\"https://mirror.example.org/a/?b&amp;c\">ours</a></p>",
            "see  <https://mirror.example.org/a/?b&c> ours"
        ),
        (
            "Content-Type: text/html\n\na<blockquote>quoted <blockquote>twice</blockquote> https://x.example.org/</blockquote>b<style",
            "a\nb"
        ),
        ("Content-Type: text/html\n\n1 < 2 <", "1 < 2 <"),
    ]

    @Test("is read as the text that its writer sees", arguments: bodies)
    func body(text: String, expected: String) {
        var bytes = Array(text.utf8)
        if let mark = bytes.firstRange(of: Array("\\E9".utf8)) { bytes.replaceSubrange(mark, with: [0xE9]) }
        let shown = expected == "caf\u{FFFD}" ? "café" : expected
        let read = MailMessage(bytes).text
        #expect(read.trimmed == shown.trimmed)
        if text.contains("flowed") { #expect(read == shown) }
    }

    @Test("of endless depth, parts, headers or length is read as far as the bounds go")
    func bounds() {
        var nested = ""
        for depth in 0..<100 { nested += "Content-Type: multipart/mixed; boundary=b\(depth)x\n\n--b\(depth)x\n" }
        #expect(mail(nested + "\ndeep").text == "")
        let parts = "Content-Type: multipart/mixed; boundary=p\n\n" + String(repeating: "--p\n\nx\n", count: 10_000)
        #expect(mail(parts).text.utf8.count < 300)
        let headers = String(repeating: "A: b\n", count: 10_000) + "From: a@example.org\n\ntext"
        #expect(mail(headers).from == nil && mail(headers).text == "text")
        let folded = "Subject: a\n" + String(repeating: " b\n", count: 50_000) + "\ntext"
        #expect(199...200 ~= mail(folded).subject.unicodeScalars.count)
        #expect(mail("\n" + String(repeating: "a", count: 1 << 20)).text.utf8.count < 256 << 10 + 1)
    }

    static let automatic: [(String, AutomaticMail?)] = [
        ("", nil), ("Auto-Submitted: no\n", nil), ("Auto-Submitted: auto-replied\n", .autoSubmitted),
        ("auto-submitted: Auto-Generated; x=y\n", .autoSubmitted), ("Precedence: BULK\n", .precedence),
        ("Precedence: list\n", .precedence),
        ("Precedence: junk\n", .precedence), ("Precedence: first-class\n", nil), ("List-Id: <x>\n", .list),
        ("List-Unsubscribe: <x>\n", .list),
        ("X-Auto-Response-Suppress: All\n", .suppressed), ("X-Mirrorward: registry\n", .loop), ("X-Loop: a\n", .loop),
        ("Return-Path: <>\n", .emptyReturnPath),
        ("Return-Path: <a@example.org>\n", nil), ("Return-Path: <MAILER-DAEMON>\n", .emptyReturnPath),
        ("Content-Type: multipart/report; boundary=a\n", .report),
    ]

    @Test("that no person wrote is known by its headers", arguments: automatic)
    func isAutomatic(headers: String, expected: AutomaticMail?) {
        #expect(mail("From: a@example.org\n\(headers)\ntext").automatic == expected)
    }

    static let robots: [(String, Bool)] = [
        ("mailer-daemon", true), ("MAILER-DAEMON", true), ("no-reply", true), ("noreply", true), ("NoReply+x", true),
        ("do_not_reply", true),
        ("mailman", true), ("mailman-bounces", true), ("list-request", true), ("owner-list", true), ("bounces+1", true),
        ("bounce", true),
        ("postmaster", true), ("root", false), ("admin", false), ("owner", false), ("bouncer", false),
        ("norely", false), ("mirrors", false),
    ]

    @Test("that no person wrote is known by its sender", arguments: robots)
    func robot(local: String, isRobot: Bool) {
        #expect((mail("From: \(local)@example.org\n\ntext").automatic == .sender) == isRobot)
        #expect(mail("Subject: x\n\ntext").automatic == .noSender)
        #expect(
            mail("From MAILER-DAEMON Wed Nov 25 04:00:00 2026\nFrom: a@example.org\n\ntext").automatic
                == .emptyReturnPath)
        #expect(mail("From a@example.org Wed Nov 25 04:00:00 2026\nFrom: a@example.org\n\ntext").automatic == nil)
    }

    static let decisions: [(Int, MailDecision)] = [
        (0, .read), (2, .read), (3, .refused), (4, .dropped), (.max, .dropped),
    ]

    @Test("is read up to the day's limit, refused once, and then dropped", arguments: decisions)
    func isBounded(count: Int, expected: MailDecision) {
        #expect(decision(on: mail("From: a@example.org\n\n"), countToday: count, limit: 3) == expected)
        #expect(
            decision(on: mail("From: a@example.org\nPrecedence: bulk\n\n"), countToday: count, limit: 3)
                == .ignored(.precedence))
    }
}

@Suite("A mail that the registry writes") struct SubmissionOutgoingTests {
    static let date = Instant(CalendarDay(year: 2026, month: 11, day: 25), hour: 4)

    static func text(_ mail: OutgoingMail, from: String = "Mirrors <mirrors@example.org>") -> String {
        String(decoding: mail.text(from: from, date: date, messageID: "<2@example.org>"), as: UTF8.self)
    }

    @Test("is a mail of RFC 5322 that nothing answers")
    func plain() {
        let text = Self.text(
            OutgoingMail(to: "a@example.org", subject: "Received", body: "Thank you.", inReplyTo: "<1@example.org>"))
        #expect(
            text == """
                From: Mirrors
                 <mirrors@example.org>
                To: a@example.org
                Subject: Received
                Date: Wed, 25 Nov 2026 04:00:00 +0000
                Message-ID: <2@example.org>
                In-Reply-To: <1@example.org>
                References: <1@example.org>
                Auto-Submitted: auto-replied
                Precedence: bulk
                X-Auto-Response-Suppress: All
                X-Mirrorward: registry
                MIME-Version: 1.0
                Content-Type: text/plain; charset=us-ascii
                Content-Transfer-Encoding: 7bit

                Thank you.

                """)
        #expect(MailMessage(Array(text.utf8)).isAutomatic)
        #expect(
            Self.text(OutgoingMail(to: "a@example.org", subject: "", body: "")).contains(
                "Auto-Submitted: auto-generated\n"))
    }

    static let injections = [
        "a@example.org\nBcc: b@example.org", "a\r\nBcc: b@example.org", "a\u{2028}Bcc: b",
        "\nBcc: b@example.org\n\nbody", "a\u{0}b",
        "=?utf-8?q?=0ABcc:_b?=", "\u{202E}gro", String(repeating: "long ", count: 1000),
    ]

    @Test("has no header but its own, whatever stands in its values", arguments: injections)
    func injection(value: String) {
        let mail = OutgoingMail(to: value, subject: value, body: "text", inReplyTo: value)
        let text = Self.text(mail, from: value)
        let head = text.components("\n\n")[0]
        let names = head.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map { String($0.prefix { $0 != ":" }) }
        let own = [
            "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Precedence", "X-Auto-Response-Suppress",
            "X-Mirrorward",
        ]
        #expect(names == own + ["MIME-Version", "Content-Type", "Content-Transfer-Encoding"])
        #expect(text.utf8.split(separator: 10).allSatisfy { $0.count <= 998 && $0.allSatisfy { 0x20...0x7E ~= $0 } })
        #expect(!head.contains("\nBcc:"))
    }

    static let subjects = [
        "Réponse",
        "Übersicht über die Spiegel von example.org, die in diesem Jahr dazugekommen sind und schöne Namen haben",
        "日本語の件名",
        "a =?b", "plain", String(repeating: "x", count: 150), "🇫🇷🇩🇪👩‍👩‍👧", "",
    ]

    @Test("is read back as it was written", arguments: subjects)
    func readBack(subject: String) {
        let body = "Zeile eins\n\n.\nFrom here\n\(subject) = ende \n\ttab\n" + String(repeating: "long ", count: 300)
        let text = Self.text(
            OutgoingMail(to: "\"Jürgen, x\" <a@example.org>", subject: subject, body: body), from: "é <m@example.org>")
        let read = MailMessage(Array(text.utf8))
        #expect(read.subject == oneLine(subject, limit: 200))
        #expect(read.text == body + "\n")
        #expect(read.from?.name == "é" && read.from?.address == "m@example.org")
        let head = text.components("\n\n")[0]
        #expect(head.contains(" <a@example.org>") && head.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 && $0 != "." && !$0.hasPrefix("From ") })
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        guard let range = firstRange(of: separator) else { return [self] }
        return [String(self[..<range.lowerBound]), String(self[range.upperBound...])]
    }
}
