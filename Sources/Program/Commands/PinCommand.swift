import Configuration
import Operations

let pinCommand = CommandSpecification(
    "pin", "keep a generation: it is neither reused nor removed",
    arguments: [mirrorArgument, generationArgument],
    statuses: [.success, .alreadyRunning, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in try setPinned(true, invocation, context) }

/// What `pin` and `unpin` have in common.
func setPinned(_ isPinned: Bool, _ invocation: Invocation, _ context: CommandContext) throws -> Int32 {
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let name = invocation.argument(1) ?? ""
    try program.setPinned(isPinned, name, of: mirror)
    context.console.output("\(mirror.name): generation \(name) is \(isPinned ? "pinned" : "no longer pinned")\n")
    return ExitStatus.success.rawValue
}
