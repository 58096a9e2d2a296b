import Configuration
import Operations
import Reporting

let generationsCommand = CommandSpecification(
    "generations", "list the generations of a mirror and what dropping each would free",
    arguments: [mirrorArgument],
    options: [OptionSpecification("--json", "print JSON; its schemaVersion says what the fields mean")],
    details: [
        "Unchanged files are shared between generations by hard links. ALONE is what dropping that generation would give "
            + "back."
    ],
    statuses: [.success, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let generations = try program.generations(mirror)
    if invocation.has("--json") {
        context.console.json(try jsonText(GenerationsReport(mirror: mirror.name, generations: generations)))
    } else if generations.isEmpty {
        context.console.output("\(mirror.name): no generation yet\n")
    } else {
        context.console.output(generationsText(generations, zone: try program.zone(of: mirror)))
    }
    return ExitStatus.success.rawValue
}
