import Configuration
import Operations

let acceptCommand = CommandSpecification(
    "accept", "accept once that a suite's Date went back",
    arguments: [
        mirrorArgument,
        ArgumentSpecification(
            "SUITE", "a suite, by its path below dists/, or the directory of a flat archive as debian/"),
    ],
    options: [OptionSpecification("--reason", value: "REASON", required: true, "why, for the record")],
    details: [
        "Holds for the very text that is in staging now, and for no other. `mirrorward publish NAME` then publishes it "
            + "without another contact."
    ],
    statuses: [.success, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirror = try program.mirror(invocation.argument(0) ?? "")
    let suite = invocation.argument(1) ?? ""
    let digest = try program.accept(suite, of: mirror, reason: invocation.options["--reason"] ?? "")
    context.console.output(
        "\(mirror.name): the step back of \(suite) is accepted once, for the signed text \(digest)\n"
            + "  `mirrorward publish \(mirror.name)` publishes it\n")
    return ExitStatus.success.rawValue
}
