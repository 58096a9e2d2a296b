import Configuration
import Operations
import Reporting
import Timekeeping

let statusCommand = CommandSpecification(
    "status", "show what is served, the last and the next sync, and findings",
    arguments: [
        ArgumentSpecification("NAME", "a mirror; without it, all of them, and the registries", count: .optional)
    ],
    options: [OptionSpecification("--json", "print JSON; its schemaVersion says what the fields mean")],
    details: ["Only reads: it contacts nobody and changes nothing."],
    statuses: [.success, .machineFailed, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let program = try context.program()
    let mirrors = try program.mirrors(invocation.arguments)
    let status = try program.status(mirrors, withRegistries: invocation.arguments.isEmpty)
    if invocation.has("--json") {
        context.console.json(try jsonText(status))
        return ExitStatus.success.rawValue
    }
    let texts = try zip(mirrors, status.mirrors).map { mirror, status in
        let text = StatusText(now: program.machine.clock.now(), zone: try program.zone(of: mirror))
        return text.text(status, findingLimit: invocation.arguments.isEmpty ? 3 : 50)
    }
    let registries = status.registries.map(context.registryText.status)
    context.console.output((texts + registries).joined(separator: "\n"))
    return ExitStatus.success.rawValue
}
