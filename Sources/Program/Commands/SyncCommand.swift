import Configuration
import Operations
import Reporting
import Scheduling

let syncCommand = CommandSpecification(
    "sync", "bring mirrors up to date, each once a day at most",
    arguments: [ArgumentSpecification("NAME", "a mirror; without names, every mirror that is due", count: .any)],
    options: [
        OptionSpecification("--dry-run", "say what would be done, and the rsync command; contacts nobody"),
        OptionSpecification(
            "--override-policy", value: "REASON",
            "sync once although the policy holds it back; the reason is recorded and shown by `status`"),
        OptionSpecification("--verbose", "print the summary even where standard output is no terminal"),
    ],
    details: [
        "Transfers with rsync, validates what came by apt's own rules, and publishes it by one rename. It may be called as "
            + "often as you like: an upstream is contacted at most once on a calendar day of the mirror's time zone, and "
            + "not within 18 hours of the last time.",
        "Without names it syncs one mirror after the other, goes on when one fails, and says nothing of those that are not "
            + "due or are being synced already. On success it prints only to a terminal.",
        "Of several mirrors the highest status counts, but 10 and 11 only when all are held back or running.",
    ],
    statuses: [
        .success, .heldBack, .alreadyRunning, .upstreamFailed, .invalidArchive, .machineFailed, .wrongUsage,
        .wrongConfiguration,
    ],
    meanings: [
        .success: "published, or the upstream had nothing new; without names also: nothing was due",
        .alreadyRunning: "another sync or publication of the named mirror is running",
    ],
    signalMeaning: "the next sync goes on with what was transferred"
) { invocation, context in
    let reason = invocation.options["--override-policy"]
    if let reason, reason.allSatisfy({ $0 == " " }) {
        throw Failure.usage("empty reason (--override-policy)", hint: "say why, for those who read the status later")
    }
    if reason != nil, invocation.arguments.isEmpty {
        throw Failure.usage(
            "no mirror is named (--override-policy)", hint: "name the mirrors for which the reason holds")
    }
    let program = try context.program()
    let mirrors = try program.mirrors(invocation.arguments)
    let request: SyncRequest = reason.map { .overridden(reason: $0) } ?? (invocation.arguments.isEmpty ? .due : .named)
    if invocation.has("--dry-run") { return try printPlans(program, mirrors, request, context) }
    let speaker = SyncSpeaker(context: context, program: program, isVerbose: invocation.has("--verbose"))
    var reports: [SyncReport] = []
    for mirror in mirrors {
        var report = program.synchronize(mirror, request, speaker.observer(mirror))
        // Whoever starts it hourly means what is due, and what is being synced already is not.
        if request == .due, case .alreadyRunning = report.outcome { report.outcome = .notDue }
        speaker.say(report, mirror)
        reports.append(report)
        if case .interrupted = report.outcome { break }
    }
    return SyncReport.exitStatus(of: reports)
}

private func printPlans(
    _ program: Program, _ mirrors: [MirrorConfiguration], _ request: SyncRequest, _ context: CommandContext
) throws -> Int32 {
    var heldCount = 0
    for mirror in mirrors {
        let plan = try program.plan(mirror, request)
        if !plan.isAllowed { heldCount += 1 }
        context.console.output("\(plan.mirror): \(plan.policy)\n  \(plan.command)\n")
        if !plan.filterRules.isEmpty {
            context.console.output("  the filter rules:\n" + plan.filterRules.map { "    \($0)\n" }.joined())
        }
    }
    let isHeld = request != .due && heldCount == mirrors.count
    return isHeld ? ExitStatus.heldBack.rawValue : ExitStatus.success.rawValue
}
