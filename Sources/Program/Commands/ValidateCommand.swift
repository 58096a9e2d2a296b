import Configuration
import Operations
import Reporting
import Timekeeping

let validateCommand = CommandSpecification(
    "validate", "check the tree that is served against apt's rules, as of now",
    arguments: [mirrorArgument],
    details: [
        "Only reads: it contacts nobody and changes nothing. Time passes: what was valid when it was published may have "
            + "expired since."
    ],
    statuses: [.success, .invalidArchive, .machineFailed, .wrongUsage, .wrongConfiguration],
    meanings: [.success: "the tree is valid", .invalidArchive: "the tree that is served is invalid"],
    signalMeaning: "there is no verdict"
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let outcome = try program.validate(mirror)
    let summary = outcome.summary
    let counts = [
        counted(summary.suites.count, "suite"), counted(summary.indexCount, "index", plural: "indexes"),
        counted(summary.packageCount, "package"), counted(summary.poolFileCount, "pool file"),
        "\(countText(summary.readFileCount)) read (\(byteText(summary.readByteCount)))",
    ]
    var lines = ["\(mirror.name): \(outcome.verdict)", "  tree      \(outcome.tree)"]
    lines.append("  looked at \(counts.joined(separator: ", "))")
    lines += findingLines(outcome.findings, limit: 50)
    context.console.output(lines.joined(separator: "\n") + "\n")
    return outcome.isInvalid ? ExitStatus.invalidArchive.rawValue : ExitStatus.success.rawValue
}
