import MirrorRegistry
import Operations
import Reporting

let registryApproveCommand = decisionCommand(
    "approve", .approve, "put a mirror on the public list, or accept the change it proposes",
    details: [
        "Gives the mirror its minute of the day, and prints the lines for its operator: cron's, and a stanza of mirrorward. The "
            + "next publication lists it."
    ])
let registryRejectCommand = decisionCommand(
    "reject", .reject, "refuse a submission, or the change that a mirror proposes", needsReason: true)
let registryPauseCommand = decisionCommand(
    "pause", .pause, "take a mirror off the list until `resume`", needsReason: true)
let registryResumeCommand = decisionCommand("resume", .resume, "end what pause began")
let registryRemoveCommand = decisionCommand(
    "remove", .remove, "take a mirror off the list for good", needsReason: true,
    details: ["The public list of removed mirrors tells the class of the reason, never the reason itself."])
let registryNoteCommand = decisionCommand(
    "note", .note, "write something down about a mirror, for the log", needsReason: true)

/// The commands that differ in what is decided alone.
private func decisionCommand(
    _ word: String, _ action: RegistryAction, _ summary: String, needsReason: Bool = false, details: [String] = []
) -> CommandSpecification {
    CommandSpecification(
        "registry \(word)", summary, arguments: [listingArgument],
        options: [
            OptionSpecification("--reason", value: "REASON", required: needsReason, "why, for the log; one line"),
            OptionSpecification(
                "--class", value: "CLASS",
                "the class of the reason: " + ReasonClass.allCases.map(\.rawValue).joined(separator: ", ")),
            byOption, registryOption,
        ], details: details, statuses: registryStatuses
    ) { invocation, context in
        let registry = try invocation.registry(context)
        let decision = RegistryDecision(
            action, by: try invocation.person(context), reason: invocation.options["--reason"] ?? "",
            reasonClass: try invocation.reasonClass())
        let listing = try registry.decide(invocation.argument(0) ?? "", decision)
        context.console.output("\(listing.host): \(listing.state.rawValue)\n")
        if action == .approve { context.console.output(registry.operatorLines(listing)) }
        return ExitStatus.success.rawValue
    }
}

let registryUndoCommand = CommandSpecification(
    "registry undo", "take back the last decision about a mirror, by a new entry of the log",
    arguments: [listingArgument],
    options: [
        OptionSpecification("--entry", value: "NUMBER", "an earlier decision: the number of its entry in the log"),
        OptionSpecification("--reason", value: "REASON", "why, for the log; one line"),
        byOption, registryOption,
    ],
    details: [
        "Decisions of people alone are taken back, and only where no later one rests on them. What was written stays in the "
            + "log."
    ],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registry(context)
    var entry: Int64?
    if let text = invocation.options["--entry"] {
        guard let number = Int64(text), number > 0 else {
            throw Failure.usage(
                "invalid value (--entry): expected a number, found `\(text)`",
                hint: "`mirrorward registry log` shows the numbers")
        }
        entry = number
    }
    let listing = try registry.undo(
        invocation.argument(0) ?? "", entry: entry, by: try invocation.person(context),
        reason: invocation.options["--reason"] ?? "")
    context.console.output("\(listing.host): \(listing.state.rawValue)\n")
    return ExitStatus.success.rawValue
}
