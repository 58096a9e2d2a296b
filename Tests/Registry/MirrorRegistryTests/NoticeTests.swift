import MirrorRegistry
import Testing
import Timekeeping

@Suite("Mail to the contact of a mirror") struct NoticeTests {
    private let sender = NoticeSender(archive: "Dotdeb")

    @Test(
        "is due by how the mirror stands",
        arguments: [
            (.submitted, []), (.checking, []), (.pending, []), (.approved, [.approved]), (.degraded, [.approved]),
            (.delisted, [.delisted]), (.rejected, [.rejected]), (.paused, []), (.quarantined, [.quarantined]),
            (.removed, []),
        ] as [(ListingState, [NoticeKind])])
    func isDue(state: ListingState, kinds: [NoticeKind]) {
        let found = due([NoticeOccasion(listing: listing(state))], at: noon(1))
        #expect(found.map(\.kind) == kinds && found.allSatisfy { $0.to == "admin@example.org" && $0.listing == 7 })
        #expect(due([NoticeOccasion(listing: listing(state))], at: noon(20)).isEmpty, "that is no news any more")
    }

    @Test("is never sent twice for one thing, and a return is told to those who know that it left")
    func isSentOnce() throws {
        var mirror = listing()
        mirror.approvedAt = noon(-90)
        var sent: [NoticeKind] = []
        func run(_ now: Instant) {
            for notice in due([NoticeOccasion(listing: mirror)], at: now) {
                sent.append(notice.kind)
                mirror.health.note(told: notice.key, at: now)
            }
        }
        for (day, mark) in "gcggggcggg".enumerated() {
            let record = DayRecord(day: calendarDay(Int64(day)), mark: mark == "g" ? .good : .condemned)
            mirror = judging(mirror, day: record, at: noon(Int64(day))).listing
            run(noon(Int64(day)))
            run(noon(Int64(day)).adding(seconds: 600))
        }
        #expect(sent == [.delisted, .returned, .delisted, .returned])
    }

    @Test("about a certificate is sent once for each, when it runs out soon")
    func warnsOfCertificates() {
        var mirror = listing()
        mirror.approvedAt = noon(-90)
        var found = report(.passed, at: noon())
        func kinds(_ day: Int64) -> [NoticeKind] {
            let notices = due([NoticeOccasion(listing: mirror, report: found)], at: noon(day))
            for notice in notices { mirror.health.note(told: notice.key, at: noon(day)) }
            return notices.map(\.kind)
        }
        found.facts.certificateExpires = noon(30)
        #expect(kinds(15) == [] && kinds(16) == [.certificate] && kinds(17) == [] && kinds(31) == [])
        found.facts.certificateExpires = noon(120)
        #expect(kinds(40) == [] && kinds(110) == [.certificate] && kinds(111) == [])
        mirror.state = .paused
        found.facts.certificateExpires = noon(112)
        #expect(kinds(112) == [])
    }

    @Test("is bounded for a run, the most urgent first, and for a mirror")
    func isBounded() {
        var rules = NoticeRules()
        rules.runLimit = 3
        let states: [ListingState] = [.rejected, .approved, .delisted, .quarantined, .delisted]
        let occasions = states.enumerated().map { NoticeOccasion(listing: listing($1, number: Int64($0))) }
        #expect(due(occasions, rules, at: noon(1)).map(\.listing) == [3, 2, 4])
        rules.runLimit = 0
        #expect(due(occasions, rules, at: noon(1)).isEmpty)

        var mirror = listing(.delisted)
        mirror.stateSince = noon(6)
        for day in 1...4 as ClosedRange<Int64> { mirror.health.told["delisted \(day)"] = noon(day) }
        #expect(due([NoticeOccasion(listing: mirror)], at: noon(7)).isEmpty)
        #expect(due([NoticeOccasion(listing: mirror)], at: noon(8)).map(\.kind) == [.delisted], "it is made up for")
    }

    @Test(
        "goes to one address, as the operator gave it",
        arguments: [
            ("admin@example.org", 1), (nil, 0), ("", 0), ("nobody", 0), ("a@b@c", 0), ("a@x, b@x", 0),
            ("a@x\nBcc: b@x", 0),
            ("<a@x>", 0), ("-oQ/tmp@x", 0), ("@x", 0), ("a@", 0), (String(repeating: "a", count: 255) + "@x", 0),
        ] as [(String?, Int)])
    func goesToOneAddress(contact: String?, count: Int) {
        var mirror = listing(.delisted)
        mirror.fields.contact = contact
        #expect(due([NoticeOccasion(listing: mirror)], at: noon(1)).count == count)
    }

    @Test("does not go to an address that only the mirror itself names, before a person approved the mirror")
    func doesNotGoToStrangers() {
        var mirror = listing(.rejected)
        mirror.fields.presumed = [.contact]
        #expect(due([NoticeOccasion(listing: mirror)], at: noon(1)).isEmpty)
        mirror.approvedAt = noon(-9)
        #expect(due([NoticeOccasion(listing: mirror)], at: noon(1)).count == 1)
    }

    @Test("is only sent for what the rules name")
    func isChosen() {
        var rules = NoticeRules()
        rules.kinds = [.delisted]
        #expect(due([NoticeOccasion(listing: listing())], rules, at: noon(1)).isEmpty)
    }

    @Test("forgets after 400 days what was told")
    func forgets() {
        var memory = HealthMemory()
        memory.note(told: "a", at: noon())
        memory.note(told: "b", at: noon(399))
        #expect(memory.told.count == 2)
        memory.note(told: "c", at: noon(401))
        #expect(memory.told.keys.sorted() == ["b", "c"])
    }

    private func due(_ occasions: [NoticeOccasion], _ rules: NoticeRules = NoticeRules(), at now: Instant) -> [Notice] {
        dueNotices(for: occasions, from: sender, rules: rules, at: now)
    }
}
