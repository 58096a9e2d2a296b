import MirrorRegistry
import Testing
import Timekeeping

@Suite("What a mail says") struct NoticeTextTests {
    @Test(
        "of a mirror that left the list: what failed, how to see it, what to do, when it is looked at again, and whom to ask"
    )
    func saysWhatFailed() throws {
        var found = report(.failed, at: noon(1))
        found.items[0].evidence = [Evidence("status", "404"), Evidence("expected", "200")]
        found.items[0].reproduction = "curl -sSI 'https://mirror.example.org/debian/dists/stable/InRelease'"
        var sender = NoticeSender(archive: "Dotdeb")
        sender.policyURL = "https://www.example.org/policy"
        sender.contact = "https://www.example.org/contact"
        sender.nextCheckAt = Instant(calendarDay(2), hour: 4, minute: 7)
        let notice = try only(
            NoticeOccasion(listing: listing(.delisted), report: found, reason: "3 bad days: index: 404"), sender)
        #expect(notice.subject == "mirror.example.org left the list of Dotdeb")
        #expect(
            notice.body == """
                mirror.example.org was taken off the list of mirrors of Dotdeb on
                2026-09-01: 3 bad days: index: 404.

                What the check of 2026-09-02 12:00 UTC found:

                * index: what was found
                  at https://mirror.example.org/debian/
                  status: 404
                  expected: 200
                  To see it yourself:
                    curl -sSI 'https://mirror.example.org/debian/dists/stable/InRelease'

                What to do: mend what is named above. The mirror is checked each day, next
                at about 2026-09-03 04:07 UTC, and comes back by itself after 2 good days in
                a row; nobody has to be asked.

                The rules:       https://www.example.org/policy
                The maintainer:  https://www.example.org/contact

                You are written to as the contact of mirror.example.org. To be none any
                more, tell the maintainer.

                """)
    }

    @Test("of a certificate: when it runs out, and the command that shows it")
    func saysWhenItRunsOut() throws {
        var mirror = listing()
        mirror.approvedAt = noon(-90)
        var found = report(.passed)
        found.facts.certificateExpires = noon(6)
        let notice = try only(NoticeOccasion(listing: mirror, report: found))
        #expect(notice.subject == "the certificate of mirror.example.org expires")
        #expect(
            notice.body.contains("The certificate of mirror.example.org expires in 5 days, at 2026-09-07 12:00\nUTC."))
        #expect(
            notice.body.contains(
                "    echo | openssl s_client -connect mirror.example.org:443 -servername mirror.example.org"))
        found.facts.certificateExpires = noon(-2)
        #expect(try only(NoticeOccasion(listing: mirror, report: found)).body.contains("expired 3 days ago"))
    }

    @Test("of an approval: the slot with the lines for cron and the stanza")
    func saysTheSlot() throws {
        let slot = SlotSetup(minute: 257, name: "dotdeb", upstream: "rsync://rsync.example.org/dotdeb/")
        let notice = try only(NoticeOccasion(listing: listing(), slot: slot))
        #expect(notice.body.contains("04:17\nUTC, once a day") || notice.body.contains("04:17 UTC, once"))
        #expect(notice.body.contains(slot.crontab) && notice.body.contains(slot.stanza))
    }

    @Test("of a quarantine: what is missing, and the token")
    func saysTheToken() throws {
        #expect(try only(NoticeOccasion(listing: listing(.quarantined))).body.contains("token-7"))
    }

    @Test("bears what a mirror answers: bounded, without control characters, half commands, or long lines of text")
    func bearsHostileAnswers() throws {
        let bad = "x\r\n.\r\nBcc: a@example.org\u{1B}]0;\u{7}\u{202E}" + String(repeating: "long words ", count: 9999)
        var found = report(.failed)
        found.items = (0..<40).map { number in
            CheckItem(
                number == 39 ? .signature : .index, bad, number == 39 ? .condemned : .failed, bad,
                evidence: (0..<99).map { _ in Evidence(bad, bad) }, reproduction: number == 0 ? "curl 'ok'" : bad)
        }
        var mirror = listing(.delisted)
        mirror.proofToken = bad
        for state in [ListingState.delisted, .quarantined, .rejected] {
            mirror.state = state
            let notice = try only(NoticeOccasion(listing: mirror, report: found, reason: bad))
            #expect(notice.body.utf8.count < 20_000 && notice.subject.utf8.count < 300)
            let scalars = (notice.subject + notice.body).unicodeScalars
            #expect(!scalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value == 0x202E || $0.value == 0x7F })
            #expect(!notice.subject.contains("\n"))
            let lines = notice.body.split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= 76 || $0.hasPrefix("  at ") || $0.hasPrefix("    curl") })
            let first = try #require(lines.first { $0.hasPrefix("* ") })
            #expect(first.hasPrefix("* signature:"), "the worst is shown first")
            #expect(notice.body.contains("(and 35 more)") && notice.body.contains("    curl 'ok'\n"))
        }
    }

    private func only(_ occasion: NoticeOccasion, _ sender: NoticeSender = NoticeSender(archive: "Dotdeb")) throws
        -> Notice
    {
        let found = dueNotices(for: [occasion], from: sender, at: noon(1))
        #expect(found.count == 1)
        return try #require(found.first)
    }
}
