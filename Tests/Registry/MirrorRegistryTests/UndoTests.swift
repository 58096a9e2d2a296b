import MirrorRegistry
import Testing
import Timekeeping

@Suite("A decision that is undone") struct UndoTests {
    private let ada = Actor.person("Ada")

    @Test("leaves the mirror as it was, as a new entry, which can be undone itself")
    func leavesItAsItWas() throws {
        for action in [RegistryAction.pause, .remove, .approve] {
            var before = listing(.degraded)
            before.health.badDays = 2
            before.health.lastDay = calendarDay(2)
            var (after, entry) = try numbered(1, transition(before, action, by: ada, reason: "x", at: noon(3)))
            after.health.told = ["certificate 2026-09-09T12:00:00Z": noon(4)]
            after.slotMinute = 99
            let (undone, undo) = try numbered(
                2, undoing(entry, of: after, by: .person("Bob"), reason: "a mistake", at: noon(5)))
            var expected = before
            expected.health.told = after.health.told
            expected.slotMinute = 99
            expected.stateSince = noon(5)
            #expect(undone == expected)
            #expect(undo.action == .undo && undo.from == after.state && undo.to == .degraded && undo.before == after)
            let (redone, _) = try undoing(undo, of: undone, by: ada, later: [entry], at: noon(6))
            expected = after
            expected.stateSince = noon(6)
            #expect(redone == expected)
        }
    }

    @Test("of fields leaves the state as health made it since")
    func leavesTheState() throws {
        let before = listing()
        var fields = before.fields
        fields.country = "FR"
        let edited = try transition(
            before, .edit, by: ada, change: .content(addresses: [], fields: fields), at: noon(1))
        let degraded = judging(edited.listing, day: DayRecord(day: calendarDay(2), mark: .bad), at: noon(2)).listing
        let (undone, undo) = try undoing(edited.entry, of: degraded, by: ada, at: noon(3))
        #expect(undone.fields == before.fields && undone.state == .degraded && undone.health == degraded.health)
        #expect(undone.stateSince == noon(2) && undo.from == .degraded && undo.to == .degraded)
    }

    @Test("keeps what its operator proposed later")
    func keepsALaterProposal() throws {
        let (rejected, entry) = try transition(listing(.pending), .reject, by: ada, reason: "x", at: noon(1))
        var proposed = rejected
        proposed.proposal = Proposal(addresses: [], fields: ListingFields(), submittedAt: noon(2))
        #expect(try undoing(entry, of: proposed, by: ada, at: noon(3)).listing.proposal == proposed.proposal)
    }

    @Test("is not touched when a person decided later, unless that is forced; notes and the program do not count")
    func isNotTouchedLater() throws {
        let (paused, pause) = try numbered(10, transition(listing(), .pause, by: ada, reason: "x", at: noon(1)))
        let note = try numbered(11, transition(paused, .note, by: ada, reason: "called them", at: noon(2))).entry
        #expect(try undoing(pause, of: paused, by: ada, later: [note], at: noon(3)).listing.state == .approved)
        let (resumed, resume) = try numbered(12, transition(paused, .resume, by: .person("Bob"), at: noon(3)))
        var other = resume
        other.listing = 8
        #expect(try undoing(pause, of: paused, by: ada, later: [note, other], at: noon(3)).listing.state == .approved)
        let fault = #expect(throws: TransitionFault.self) {
            try undoing(pause, of: resumed, by: ada, later: [resume, note], at: noon(4))
        }
        #expect(fault?.cause == .undo(.touchedLater(.resume, number: 12)))
        #expect(fault?.message == "cannot undo (mirror.example.org): resume followed it, as entry 12")
        #expect(fault?.hint == "undo that first, or force it")
        let forced = try undoing(pause, of: resumed, by: ada, later: [resume, note], isForced: true, at: noon(4))
        #expect(forced.listing.state == .approved)
    }

    @Test("was one of a person, on this mirror, and changed something; else it stays")
    func refuses() throws {
        let degraded = judging(listing(), day: DayRecord(day: calendarDay(2), mark: .bad), at: noon(2))
        let byProgram = try #require(degraded.entry)
        #expect(cause(of: byProgram, degraded.listing) == .undo(.notByPerson))
        let (noted, note) = try transition(listing(), .note, by: ada, reason: "x", at: noon(1))
        #expect(cause(of: note, noted) == .undo(.nothingDone))
        var (paused, pause) = try transition(listing(), .pause, by: ada, reason: "x", at: noon(1))
        #expect(cause(of: pause, paused, by: .program) == .nameMissing)
        pause.before = nil
        #expect(cause(of: pause, paused) == .undo(.nothingDone))
        paused.number = 8
        #expect(cause(of: pause, paused) == .undo(.otherListing))
    }

    /// As the store would number the entry.
    private func numbered(_ number: Int64, _ result: (listing: Listing, entry: LogEntry)) -> (
        listing: Listing, entry: LogEntry
    ) {
        var result = result
        result.entry.number = number
        return result
    }

    private func cause(of entry: LogEntry, _ listing: Listing, by actor: Actor = .person("Ada")) -> TransitionFault
        .Cause?
    {
        do throws(TransitionFault) {
            _ = try undoing(entry, of: listing, by: actor, at: noon(9))
            return nil
        } catch { return error.cause }
    }
}
