import Configuration
import Operations

let generationsDropCommand = CommandSpecification(
    "generations drop", "remove a generation that is neither served nor pinned",
    arguments: [mirrorArgument, generationArgument],
    details: ["Frees the space that `mirrorward generations` shows as ALONE."],
    statuses: [.success, .alreadyRunning, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let name = invocation.argument(1) ?? ""
    try program.drop(name, of: mirror)
    context.console.output("\(mirror.name): dropped generation \(name)\n")
    return ExitStatus.success.rawValue
}
