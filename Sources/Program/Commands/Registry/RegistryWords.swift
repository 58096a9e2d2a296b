import Configuration
import MirrorRegistry
import Operations
import Reporting
import Timekeeping

let registryOption = OptionSpecification(
    "--registry", value: "REGISTRY", "which registry, where several are configured")
let byOption = OptionSpecification(
    "--by", value: "PERSON", "who decides; your login name where it is left out")
let listingArgument = ArgumentSpecification(
    "MIRROR", "a mirror of the registry, by its number or host, as `mirrorward registry list` shows them")
let registryStatuses: [ExitStatus] = [.success, .machineFailed, .wrongUsage, .wrongConfiguration]

extension CommandContext {
    /// Texts on registries, whose days and times are those of UTC.
    var registryText: RegistryText { RegistryText(now: machine.clock.now(), zone: .utc) }
}

extension Invocation {
    /// The registry that the command line means, open for work.
    func registry(_ context: CommandContext) throws(Failure) -> OpenRegistry {
        try context.program().openRegistry(options["--registry"])
    }

    /// The registry that the command line means, for reading alone.
    func registryForReading(_ context: CommandContext) throws(Failure) -> OpenRegistry {
        try context.program().openRegistryForReading(options["--registry"])
    }

    /// Who decides.
    ///
    /// - Throws: `Failure.usage` where nobody is known.
    func person(_ context: CommandContext) throws(Failure) -> String {
        if let name = options["--by"] ?? context.machine.loginName, !name.isEmpty { return name }
        throw .usage("nobody is known to decide: expected `--by PERSON`", hint: "the log keeps who decided")
    }

    /// The class of a reason.
    ///
    /// - Throws: `Failure.usage` with the classes there are.
    func reasonClass() throws(Failure) -> ReasonClass? {
        guard let word = options["--class"] else { return nil }
        if let found = ReasonClass(rawValue: word) { return found }
        let names = ReasonClass.allCases.map(\.rawValue)
        throw .usage(
            "invalid value (--class): expected one of \(names.joined(separator: ", ")), found `\(word)`",
            hint: nearestName(to: word, among: names).map { "did you mean `\($0)`?" }
                ?? "the public list tells it of mirrors that are gone")
    }
}

/// How moments are written on the command line.
let momentHelp = "as 2026-12-24T18:00:00Z, or a day for its beginning in UTC"

let registryIngest = registryIngestCommand { context, name in
    try context.program().registryConfiguration(name).spoolDirectory
}
