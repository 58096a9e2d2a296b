import Operations
import Reporting

let registryPublishCommand = CommandSpecification(
    "registry publish", "write the public list anew",
    options: [
        OptionSpecification(
            "--confirm", "although it becomes shorter by more than `Largest-Shrink` allows"),
        OptionSpecification("--dry-run", "say what would change; write nothing"), registryOption,
    ],
    details: [
        "Writes all formats as one generation below `Publish`, and switches `public` to it by one rename. It checks nobody."
    ],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registry(context)
    let outcome = try registry.publish(
        isConfirmed: invocation.has("--confirm"), isDryRun: invocation.has("--dry-run"))
    context.console.output(outcome.text)
    return ExitStatus.success.rawValue
}
