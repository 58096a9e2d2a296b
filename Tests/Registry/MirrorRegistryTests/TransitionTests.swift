import MirrorRegistry
import Testing
import Timekeeping

@Suite("A decision on a mirror") struct TransitionTests {
    private let ada = Actor.person("Ada")

    @Test("to approve takes the proposal, clears the bad days, and keeps what was told and when it was approved first")
    func approves() throws {
        var before = listing(.delisted)
        before.health.badDays = 3
        before.health.lastDay = calendarDay(1)
        before.health.told = ["delisted 2026-09-02T12:00:00Z": noon(1)]
        before.reasonClass = .stale
        before.isProofSeen = true
        var fields = ListingFields()
        fields.country = "DE"
        before.proposal = Proposal(
            addresses: [
                try mirrorURL("rsync://other.example.org/debian/"), try mirrorURL("https://other.example.org/debian/"),
            ],
            fields: fields, submittedAt: noon(1))
        let (after, entry) = try transition(before, .approve, by: ada, change: .slot(257), at: noon(3))
        #expect(after.state == .approved && after.approvedAt == noon() && after.slotMinute == 257)
        #expect(after.host == "other.example.org" && after.addresses.map(\.scheme) == [.https, .rsync])
        #expect(after.fields == fields && after.proposal == nil && after.reasonClass == nil)
        #expect(!after.isProofSeen, "another host has to show the token itself")
        #expect(after.health.badDays == 0 && after.health.lastDay == nil && after.health.countsFrom == noon(3))
        #expect(after.health.told == before.health.told)
        #expect(entry.actor == ada)
    }

    @Test("to approve for the first time says when; a slot that was given stays")
    func approvesForTheFirstTime() throws {
        var before = listing(.pending)
        before.slotMinute = 17
        let (after, _) = try transition(before, .approve, by: ada, change: .slot(900), at: noon(3))
        #expect(after.approvedAt == noon(3) && after.slotMinute == 17)
    }

    @Test(
        "to pause is ended by coming back to the list, or to where its health had put the mirror",
        arguments: [(.approved, .approved), (.degraded, .approved), (.delisted, .delisted)]
            as [(ListingState, ListingState)])
    func resumes(from: ListingState, to: ListingState) throws {
        var before = listing(from)
        before.health.badDays = from == .approved ? 0 : 3
        let (paused, _) = try transition(
            before, .pause, by: ada, reason: "asked", reasonClass: .askedByOperator, at: noon(1))
        #expect(paused.pausedFrom == from && paused.reasonClass == .askedByOperator)
        let (resumed, _) = try transition(paused, .resume, by: ada, at: noon(9))
        let (removed, _) = try transition(paused, .remove, by: ada, reason: "gone", at: noon(9))
        #expect(removed.pausedFrom == nil && removed.reasonClass == .other)
        #expect(resumed.state == to && resumed.pausedFrom == nil && resumed.stateSince == noon(9))
        #expect(resumed.health.badDays == (to == .delisted ? 3 : 0))
    }

    @Test("to reject a proposal leaves the listed mirror as it is")
    func rejectsAProposal() throws {
        var before = listing()
        before.proposal = Proposal(addresses: [], fields: ListingFields(), submittedAt: noon())
        let (after, _) = try transition(before, .reject, by: ada, reason: "no", at: noon(1))
        #expect(after.state == .approved && after.proposal == nil && after.reasonClass == nil)
        #expect(after.fields == before.fields && after.stateSince == before.stateSince)
    }

    @Test(
        "that takes a mirror off the list needs a reason",
        arguments: [.pause, .remove, .reject, .note] as [RegistryAction])
    func needsAReason(action: RegistryAction) {
        let state: ListingState = action == .reject ? .pending : .approved
        for reason in ["", " ", "\n\t\u{200B}"] {
            let fault = #expect(throws: TransitionFault.self) {
                try transition(listing(state), action, by: ada, reason: reason, at: noon(1))
            }
            #expect(fault?.cause == .reasonMissing)
        }
    }

    @Test(
        "is made by somebody with a name, on one line",
        arguments: [
            ("Ada", "Ada"), ("  Ada\nLovelace ", "Ada Lovelace"), ("Ada\u{1B}[31m\u{202E}x", "Ada [31m x"),
            (String(repeating: "a", count: 99), String(repeating: "a", count: 63) + "\u{2026}"),
        ])
    func hasAName(name: String, kept: String) throws {
        let (_, entry) = try transition(listing(.pending), .approve, by: .person(name), reason: "a\r\nb", at: noon(1))
        #expect(entry.actor == .person(kept) && entry.reason == "a b")
        let fault = #expect(throws: TransitionFault.self) {
            try transition(listing(.pending), .approve, by: .person("\n"), at: noon(1))
        }
        #expect(fault?.cause == .nameMissing)
    }

    @Test("that changes nothing, or something else, is none")
    func changesSomething() {
        let before = listing()
        let changes: [(RegistryAction, ListingChange?)] = [
            (.edit, nil), (.edit, .content(addresses: before.addresses, fields: before.fields)), (.edit, .proof(true)),
            (.note, .noWindows), (.propose, nil), (.window, .noWindows),
        ]
        for (action, change) in changes {
            let fault = #expect(throws: TransitionFault.self) {
                try transition(before, action, by: ada, reason: "x", change: change, at: noon(1))
            }
            #expect(fault?.cause == .nothingToChange)
        }
    }

    @Test(
        "on a time of maintenance takes one that is to come and bounded",
        arguments: [
            (2, 3, nil), (2, 16, nil), (3, 3, .empty), (4, 3, .empty), (-2, 1, .over), (2, 17, .tooLong(days: 14)),
        ] as [(Int64, Int64, TransitionFault.WindowFault?)])
    func announces(from: Int64, until: Int64, expected: TransitionFault.WindowFault?) {
        var before = listing()
        before.windows = [MaintenanceWindow(from: noon(-3), until: noon(-2), reason: "over")]
        let window = MaintenanceWindow(from: noon(from), until: noon(until), reason: "disks")
        do throws(TransitionFault) {
            let (after, _) = try transition(before, .window, by: ada, change: .window(window), at: noon(1))
            #expect(expected == nil && after.windows == [window])
        } catch { #expect(error.cause == expected.map { .window($0) }) }
    }

    @Test("to end the times of maintenance ends the one that runs, and keeps what is over for the day's sake")
    func endsMaintenance() throws {
        var before = listing()
        before.windows = [(-3, -2), (0, 1), (0, 3), (4, 5)].map {
            MaintenanceWindow(from: noon($0), until: noon($1), reason: "disks")
        }
        let now = noon(1).adding(seconds: 60)
        let (after, _) = try transition(before, .window, by: ada, change: .noWindows, at: now)
        #expect(after.windows.map(\.from) == [noon(0), noon(0)] && after.windows.map(\.until) == [noon(1), now])
        let many = (0..<8).map { _ in MaintenanceWindow(from: noon(2), until: noon(3), reason: "disks") }
        before.windows = [MaintenanceWindow(from: noon(2), until: noon(16), reason: "disks")]
        let second = MaintenanceWindow(from: noon(20), until: noon(21), reason: "disks")
        let long = #expect(throws: TransitionFault.self) {
            try transition(before, .window, by: ada, change: .window(second), at: now)
        }
        #expect(long?.cause == .window(.tooLong(days: 14)))
        before.windows = many
        let fault = #expect(throws: TransitionFault.self) {
            try transition(before, .window, by: ada, change: .window(many[0]), at: now)
        }
        #expect(fault?.cause == .window(.tooMany(8)))
    }

    @Test("on a removed mirror begins its life anew, and its operator is not told twice")
    func beginsAnew() throws {
        var before = listing(.removed)
        before.approvedAt = noon(-90)
        before.slotMinute = 5
        before.reasonClass = .stale
        before.health.told = ["delisted 2026-08-30T12:00:00Z": noon(-2)]
        let (after, _) = try transition(before, .submit, by: .submitter("a@example.org"), at: noon(1))
        #expect(after.state == .submitted && after.submittedAt == noon(1) && after.approvedAt == nil)
        #expect(after.slotMinute == 5 && after.reasonClass == nil && after.health.told == before.health.told)
    }
}
