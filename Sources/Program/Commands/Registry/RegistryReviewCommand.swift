import MirrorRegistry
import Operations
import Posix
import Reporting

let registryReviewCommand = CommandSpecification(
    "registry review", "go through what waits for a decision, one key each",
    options: [byOption, registryOption],
    details: [
        "Shows each submission, proposed change and quarantined mirror with all its evidence, and waits for one key. Each "
            + "decision is recorded at once: it may be left at any point, and nothing is lost.",
        "It needs a terminal; elsewhere `mirrorward registry list --state pending` and `registry approve` do the same.",
    ],
    statuses: registryStatuses, signalMeaning: "every decision that was made is recorded"
) { invocation, context in
    let registry = try invocation.registry(context)
    let review = try Review(registry, context, person: try invocation.person(context))
    try review.run()
    return ExitStatus.success.rawValue
}

/// The walk through what is pending.
private struct Review {
    private let registry: OpenRegistry
    private let context: CommandContext
    private let person: String

    init(_ registry: OpenRegistry, _ context: CommandContext, person: String) throws(Failure) {
        self.registry = registry
        self.context = context
        self.person = person
        guard context.console.isOutputTerminal, TerminalKeys.open() != nil else {
            throw .usage(
                "no terminal (registry review): expected one on standard input and output",
                hint: "`mirrorward registry list --state pending` and `mirrorward registry approve` work without one")
        }
    }

    private enum Step { case next, stay, leave }

    func run() throws {
        let waiting = try registry.waiting()
        if waiting.isEmpty { return context.console.output("nothing waits for a decision\n") }
        var index = 0
        while index < waiting.count {
            // Someone else may have decided meanwhile.
            let listing = try registry.listing(String(waiting[index]))
            guard listing.waitsForDecision else {
                index += 1
                continue
            }
            try show(listing, index: index, count: waiting.count)
            switch try step(listing) {
            case .next: index += 1
            case .stay: continue
            case .leave: return
            }
        }
        context.console.output("that was the last of \(counted(waiting.count, "mirror"))\n")
    }

    private func show(_ listing: Listing, index: Int, count: Int) throws {
        // Clears the screen and what was scrolled, so that all evidence of one mirror stands by itself.
        writeStandardStream(1, "\u{1B}[2J\u{1B}[3J\u{1B}[H")
        let document = try registry.listingDocument(String(listing.number))
        context.console.output(
            "\(index + 1) of \(count)  " + context.registryText.listing(document.report, isVerbose: false))
        prompt(listing)
    }

    private func prompt(_ listing: Listing) {
        context.console.output(
            "\n[a]pprove  [r]eject  [s]kip  [c]heck again  [e]vidence in full  [n]ote  [u]ndo the last  [q]uit\n")
    }

    private func key() -> Character? {
        guard let keys = TerminalKeys.open(), let byte = keys.next(context.machine.interruption) else { return nil }
        // Ctrl-D ends a terminal's input.
        return byte == 4 ? nil : Character(Unicode.Scalar(byte)).lowercased().first
    }

    private func step(_ listing: Listing) throws -> Step {
        while true {
            switch key() {
            case nil, "q": return .leave
            case "s", "\n", " ": return .next
            case "a": return try decide(listing, .approve, needsReason: false)
            case "r": return try decide(listing, .reject, needsReason: true)
            case "n":
                _ = try decide(listing, .note, needsReason: true)
                return .stay
            case "u":
                try attempt { () throws(Failure) in
                    try registry.undo(String(listing.number), entry: nil, by: person, reason: "")
                }
                return .stay
            case "c":
                context.console.output("checking \(listing.host) ...\n")
                _ = try registry.check(listing)
                return .stay
            case "e":
                let document = try registry.listingDocument(String(listing.number))
                context.console.output(context.registryText.listing(document.report, isVerbose: true))
                prompt(listing)
            default: continue
            }
        }
    }

    private func decide(_ listing: Listing, _ action: RegistryAction, needsReason: Bool) throws -> Step {
        var reason = ""
        if needsReason {
            context.console.output("reason (an empty line takes it back): ")
            reason = readInputLine(context.machine.interruption) ?? ""
            if reason.isEmpty { return .stay }
        }
        let isDone = try attempt { () throws(Failure) in
            try registry.decide(
                String(listing.number), RegistryDecision(action, by: person, reason: reason, reasonClass: nil))
        }
        return isDone ? .next : .stay
    }

    /// Carries out a decision; one that is not allowed is said, and waits for a key.
    @discardableResult
    private func attempt(_ body: () throws(Failure) -> Listing) throws -> Bool {
        do throws(Failure) {
            let listing = try body()
            context.console.output("\(listing.host): \(listing.state.rawValue)\n")
            return true
        } catch {
            guard case .usage(let text, let hint) = error else { throw error }
            context.console.output("\(text)\n\(hint)\n[any key]\n")
            _ = key()
            return false
        }
    }
}
