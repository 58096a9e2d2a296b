import Operations
import Reporting

let publishCommand = CommandSpecification(
    "publish", "validate the tree kept in staging again, and publish it",
    arguments: [mirrorArgument],
    details: [
        "For what a sync brought and did not publish: after the keyring was renewed, or after `mirrorward accept`. It "
            + "contacts nobody and needs no permit."
    ],
    statuses: [.success, .alreadyRunning, .invalidArchive, .machineFailed, .wrongUsage, .wrongConfiguration],
    meanings: [.invalidArchive: "the tree is invalid; the last good generation is still served"],
    signalMeaning: "the tree stays in staging"
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let speaker = SyncSpeaker(context: context, program: program, isVerbose: true)
    let report = program.publishStaged(mirror, speaker.observer(mirror))
    speaker.say(report, mirror)
    return report.exitStatus
}
