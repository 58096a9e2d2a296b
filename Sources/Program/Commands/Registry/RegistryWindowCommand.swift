import MirrorRegistry
import Operations
import Reporting
import Timekeeping

let registryWindowCommand = CommandSpecification(
    "registry window", "note the announced maintenance of a mirror: its faults do not count in it",
    arguments: [listingArgument],
    options: [
        OptionSpecification("--from", value: "MOMENT", "its beginning, \(momentHelp); now where it is left out"),
        OptionSpecification(
            "--until", value: "MOMENT", required: true, "its end, \(momentHelp); at most 90 days ahead"),
        OptionSpecification("--reason", value: "REASON", required: true, "why, for the log; one line"), byOption,
        registryOption,
    ],
    details: ["The mirror stays on the list, and its days until the end are marked as maintenance."],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registry(context)
    let now = context.machine.clock.now()
    let from = try moment(invocation, "--from") ?? now
    let until = try moment(invocation, "--until") ?? now
    let listing = try registry.addWindow(
        invocation.argument(0) ?? "",
        MaintenanceWindow(from: from, until: until, reason: invocation.options["--reason"] ?? ""),
        by: try invocation.person(context))
    context.console.output("\(listing.host): maintenance from \(from.iso8601) until \(until.iso8601)\n")
    return ExitStatus.success.rawValue
}

private func moment(_ invocation: Invocation, _ option: String) throws(Failure) -> Instant? {
    guard let text = invocation.options[option] else { return nil }
    if let instant = Instant(iso8601: text) { return instant }
    if let day = CalendarDay(isoDay: text) { return Instant(day) }
    throw .usage(
        "invalid value (\(option)): expected a moment \(momentHelp), found `\(text)`",
        hint: "see `mirrorward registry window --help`")
}
