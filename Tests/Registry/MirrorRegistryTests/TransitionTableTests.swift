import MirrorRegistry
import Testing
import Timekeeping

/// A column for each state, in the order of the type: what the action makes of it, `-` for what the table refuses.
private let letters: [(Character, ListingState)] = Array(zip("SCPADLRZQX", ListingState.allCases))

private let withoutProposal: [(RegistryAction, String)] = [
    (.submit, "------S--S"),
    (.propose, "SCPADL-ZQ-"),
    (.withdraw, "----------"),
    (.check, "CPP-------"),
    (.approve, "--A-AAA-A-"),
    (.reject, "RRR-----R-"),
    (.pause, "---ZZZ----"),
    (.resume, "-------A--"),
    (.remove, "XXXXXXXXX-"),
    (.note, "SCPADLRZQX"),
    (.edit, "SCPADLRZQ-"),
    (.undo, "----------"),
    (.degrade, "---D------"),
    (.recover, "----A-----"),
    (.delist, "---LL-----"),
    (.return, "-----A----"),
    (.quarantine, "---QQQ----"),
    (.proof, "SCPADL-ZQ-"),
    (.window, "SCPADL-ZQ-"),
]

private let withProposal: [(RegistryAction, String)] = [
    (.withdraw, "SCPADLRZQ-"),
    (.approve, "--AAAAA-A-"),
    (.reject, "RRRADL-ZR-"),
    (.pause, "---ZZZ----"),
]

private let cases: [(RegistryAction, String, Bool)] =
    withoutProposal.map { ($0, $1, false) } + withProposal.map { ($0, $1, true) }

@Suite("What may be done to a listing") struct TransitionTableTests {
    @Test("stands in one table, for each action and state", arguments: cases)
    func standsInATable(action: RegistryAction, row: String, hasProposal: Bool) throws {
        for ((_, state), expected) in zip(letters, row) {
            var before = listing(state)
            if hasProposal { before.proposal = try proposal() }
            let target = letters.first { $0.0 == expected }?.1
            do throws(TransitionFault) {
                let (after, entry) = try act(action, on: before)
                #expect(after.state == target, "\(action) of \(state)")
                #expect(entry.from == state && entry.to == after.state && entry.before == before)
                #expect(entry.number == 0 && entry.occurredAt == noon(3) && entry.listing == 7)
                #expect(after.stateSince == (after.state == state ? noon() : noon(3)))
            } catch {
                #expect(target == nil, "\(error.message)")
                #expect(error.action == action && error.state == state)
            }
        }
    }

    @Test("names every action and every state once")
    func namesEveryAction() {
        #expect(Set(withoutProposal.map(\.0)) == Set(RegistryAction.allCases))
        #expect(withoutProposal.allSatisfy { $0.1.count == ListingState.allCases.count })
    }

    @Test(
        "is refused in words that say what is so and what to do",
        arguments: [
            (
                .approve, .approved, "cannot approve (mirror.example.org): already approved since 2026-09-01",
                nil
            ),
            (.approve, .removed, "cannot approve (mirror.example.org): removed since 2026-09-01", "submit it again"),
            (
                .approve, .submitted,
                "cannot approve (mirror.example.org): expected pending or degraded or delisted or rejected or "
                    + "quarantined, found submitted since 2026-09-01", "it is approved after its first check"
            ),
            (
                .remove, .removed, "cannot remove (mirror.example.org): already removed since 2026-09-01",
                nil
            ),
            (
                .resume, .quarantined,
                "cannot resume (mirror.example.org): expected paused, found quarantined since 2026-09-01",
                "`approve` brings it back"
            ),
            (
                .reject, .approved,
                "cannot reject (mirror.example.org): expected submitted or checking or pending or quarantined, "
                    + "found approved since 2026-09-01", "`pause` or `remove` takes it off the list"
            ),
            (.withdraw, .approved, "cannot withdraw (mirror.example.org): no change of it is proposed", nil),
        ] as [(RegistryAction, ListingState, String, String?)])
    func isRefusedInWords(action: RegistryAction, state: ListingState, message: String, hint: String?) {
        let fault = #expect(throws: TransitionFault.self) { try act(action, on: listing(state)) }
        #expect(fault?.message == message)
        #expect(fault?.hint == hint)
    }

    @Test(
        "is a matter of who does it",
        arguments: [
            (.approve, .pending, .program), (.approve, .pending, .submitter("a@example.org")),
            (.remove, .approved, .program), (.delist, .approved, .person("Ada")),
            (.submit, .rejected, .submitter("a@example.org")), (.check, .submitted, .person("Ada")),
        ] as [(RegistryAction, ListingState, Actor)])
    func dependsOnTheActor(action: RegistryAction, state: ListingState, actor: Actor) {
        let fault = #expect(throws: TransitionFault.self) { try act(action, on: listing(state), by: actor) }
        guard case .actor = fault?.cause else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    private func proposal() throws -> Proposal {
        Proposal(
            addresses: [try mirrorURL("http://mirror.example.org/new/")], fields: ListingFields(), submittedAt: noon(1))
    }

    /// By whom may, for a reason, and with a change where one is needed.
    @discardableResult
    private func act(
        _ action: RegistryAction, on before: Listing, by actor: Actor? = nil
    ) throws(TransitionFault) -> (Listing, LogEntry) {
        var fields = ListingFields()
        fields.country = "FR"
        let change: ListingChange? =
            switch action {
            case .edit: .content(addresses: before.addresses, fields: fields)
            case .propose: .proposal(Proposal(addresses: [], fields: fields, submittedAt: noon(3)))
            case .proof: .proof(true)
            case .window: .window(MaintenanceWindow(from: noon(4), until: noon(5), reason: "disks"))
            default: nil
            }
        let rule = TransitionRule.all.first { $0.action == action && $0.from.contains(before.state) }
        let allowed: Actor = rule?.actors.contains(.person) ?? true ? .person("Ada") : .program
        return try transition(
            before, action, by: actor ?? allowed, reason: "for a reason", change: change, at: noon(3))
    }
}
