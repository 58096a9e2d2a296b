import Configuration
import Operations
import Reporting
import Timekeeping

let scrubCommand = CommandSpecification(
    "scrub", "read a share of what is served again, and find what rotted on the disk",
    arguments: [mirrorArgument],
    options: [
        OptionSpecification(
            "--share", value: "PERCENT",
            "how much of it, as 5% or 100%; what was not read for the longest time comes first")
    ],
    details: [
        "Every sync does it once a day for the share that `Scrub` states. It contacts nobody. What rotted is shown by "
            + "`status`, and fetched again by the next sync.",
        "It reads at the lowest priority of disk and processor.",
    ],
    statuses: [.success, .alreadyRunning, .invalidArchive, .machineFailed, .wrongUsage, .wrongConfiguration],
    meanings: [.success: "nothing rotted", .invalidArchive: "something rotted"],
    signalMeaning: "what was read until then is remembered"
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    var percent = max(mirror.scrubShare, 1)
    if let text = invocation.options["--share"] {
        let isWrong = readScrubShare(text, { percent = $0 }) != nil || percent == 0
        if isWrong { throw Failure.usage("wrong share (--share): found `\(text)`", hint: "write it as 5% or 100%") }
    }
    let speaker = SyncSpeaker(context: context, program: program, isVerbose: true)
    guard let summary = try program.scrub(mirror, percent: percent, speaker.observer(mirror)) else {
        context.console.error("a sync is running (\(mirror.name))", hint: "wait for its end")
        return ExitStatus.alreadyRunning.rawValue
    }
    let rotten = summary.findings.count
    let lines = [
        "\(mirror.name): \(rotten == 0 ? "nothing rotted" : "\(counted(rotten, "file")) rotted")",
        "  read      \(counted(summary.readFileCount, "file")), \(byteText(summary.readByteCount)) of "
            + "\(byteText(summary.totalByteCount)), in \(humanDuration(summary.seconds))",
    ]
    context.console.output((lines + findingLines(summary.findings, limit: 50)).joined(separator: "\n") + "\n")
    return rotten == 0 ? ExitStatus.success.rawValue : ExitStatus.invalidArchive.rawValue
}
