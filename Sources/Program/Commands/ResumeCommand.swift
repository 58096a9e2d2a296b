import Configuration
import Operations

let resumeCommand = CommandSpecification(
    "resume", "end a rollback: what was held may be published again",
    arguments: [mirrorArgument],
    details: ["A generation that is newer than the one that is served is published at once. It contacts nobody."],
    statuses: [.success, .alreadyRunning, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let (held, published) = try program.resume(mirror)
    var text = held.map { "what was rolled back from \($0) may be published again" } ?? "nothing was held"
    if let published { text += "; generation \(published) is served" }
    context.console.output("\(mirror.name): \(text)\n")
    return ExitStatus.success.rawValue
}
