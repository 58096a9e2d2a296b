import Operations
import Reporting

let configCheckCommand = CommandSpecification(
    "config check", "check the configuration and the directories, keyrings and programs it needs",
    details: [
        "Beyond what every command checks: whether each Root is there, lies on one file system, takes hard links and is "
            + "not served through a bind mount of its public link; which keys each keyring holds and when they expire; "
            + "whether rsync and gpgv are there, and rsync recent enough. It contacts nobody."
    ],
    statuses: [.success, .wrongUsage, .wrongConfiguration],
    meanings: [
        .success: "all is well, warnings aside", .wrongConfiguration: "something would keep a mirror from working",
    ]
) { _, context in
    let program = try context.program()
    let check = program.checkConfiguration()
    context.console.output(check.lines.map { $0 + "\n" }.joined())
    for problem in check.problems { context.console.error(problem.text, hint: problem.hint) }
    for warning in check.warnings { context.console.warning(warning.text, hint: warning.hint) }
    return check.problems.isEmpty ? ExitStatus.success.rawValue : ExitStatus.wrongConfiguration.rawValue
}
