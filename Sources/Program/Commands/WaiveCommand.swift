import Configuration
import Operations
import Reporting

let waiveCommand = CommandSpecification(
    "waive", "accept findings of one kind until a date",
    arguments: [
        mirrorArgument, ArgumentSpecification("CODE", "the code of the findings, as `mirrorward explain` lists them"),
        ArgumentSpecification("PATTERN", "of their paths, with `*` for any characters, slashes too"),
    ],
    options: [
        OptionSpecification(
            "--until", value: "DATE", required: true, "the last day on which it holds, in UTC, at most a year ahead"),
        OptionSpecification("--reason", value: "REASON", required: true, "why, for the record"),
        OptionSpecification("--suite", value: "SUITES", "only findings of suites that fit this pattern"),
    ],
    details: [
        "What is waived stays visible and holds nothing back. After its date it counts again, and the waiver is reported; so "
            + "is one that covers nothing. Unsafe paths, bad signatures and bytes that differ from their digest are never "
            + "waived.",
        "It is added to the file that `Waivers` names, by default `waivers/NAME` in the state directory: stanzas with "
            + "Code, Path, Until and Reason, and Suite, By and Added where wanted, which may be written by hand, with "
            + "comments.",
        "`mirrorward publish NAME` then publishes what was held back, without another contact.",
    ],
    statuses: [.success, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let wish = WaiverWish(
        code: invocation.argument(1) ?? "", pattern: invocation.argument(2) ?? "",
        suite: invocation.options["--suite"], until: invocation.options["--until"] ?? "",
        reason: invocation.options["--reason"] ?? "")
    let outcome = try program.waive(wish, mirror)
    context.console.output(
        "\(mirror.name): added to \(outcome.file)\n\(outcome.waiver.text)"
            + "  `mirrorward publish \(mirror.name)` validates what is in staging by it\n")
    return ExitStatus.success.rawValue
}

let waiversCommand = CommandSpecification(
    "waivers", "list what is waived, until when, and whether it is needed",
    arguments: [mirrorArgument],
    options: [OptionSpecification("--json", "print JSON: a list")],
    details: ["Counts the findings of the last validation in a sync. It reads the disk alone and changes nothing."],
    statuses: [.success, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let (file, waivers) = try program.waiverReports(mirror)
    if invocation.has("--json") {
        context.console.json(try jsonText(waivers))
    } else if waivers.isEmpty {
        context.console.output("\(mirror.name): nothing is waived in \(file)\n")
    } else {
        context.console.output("\(mirror.name): \(file)\n" + waivers.map(\.text).joined())
    }
    return ExitStatus.success.rawValue
}
