import Configuration
import Operations

let rollbackCommand = CommandSpecification(
    "rollback", "serve an earlier generation, and keep the later from coming back",
    arguments: [
        mirrorArgument,
        ArgumentSpecification(
            "GENERATION", "which to serve; without it, the one before that which is served", count: .optional),
    ],
    details: [
        "It does not wait for a transfer that is running. A sync that brings the same signed state again is not published "
            + "until `mirrorward resume NAME`; one that brings a later state is."
    ],
    statuses: [.success, .alreadyRunning, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let (left, served) = try program.rollBack(mirror, to: invocation.argument(1))
    context.console.output(
        "\(mirror.name): generation \(served) is served, in place of \(left), which is held\n"
            + "  `mirrorward resume \(mirror.name)` ends that\n")
    return ExitStatus.success.rawValue
}
