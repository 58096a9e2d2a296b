import Configuration
import MirrorRegistry
import Operations
import Reporting

let registryCheckCommand = CommandSpecification(
    "registry check", "check mirrors, each verdict with its evidence",
    arguments: [
        ArgumentSpecification(
            "MIRROR", "a mirror of the registry, by its number or host, or the URLs of any mirror", count: .any)
    ],
    options: [
        OptionSpecification(
            "--all", "the daily run: reads the spool, checks all mirrors, judges the day, writes mails, publishes"),
        OptionSpecification(
            "--archive", value: "URL", "without a registry: the archive that the mirror is compared with"),
        OptionSpecification(
            "--signed-by", value: "KEYRINGS",
            "with URLs: files of the keys that are trusted, separated by commas; no configuration is read"),
        OptionSpecification("--suites", value: "NAMES", "with URLs: the suites to look at, separated by commas"),
        OptionSpecification(
            "--allow-networks", value: "NETWORKS",
            "with --signed-by: addresses that may be contacted though they are not public, as 10.0.0.0/8,::1"),
        OptionSpecification("--dry-run", "with --all: check and judge, but record, mail and publish nothing"),
        OptionSpecification("--no-retries", "with --all: do not check a mirror that failed again after a pause"),
        OptionSpecification(
            "--confirm", "with --all: publish although the list becomes much shorter than `Largest-Shrink` allows"),
        OptionSpecification("--verbose", "with the evidence of what passed, too"),
        OptionSpecification("--json", "print JSON"), registryOption,
    ],
    details: [
        "Without a registry it is for the operator of a mirror: the very same checks before submitting it. With --signed-by no "
            + "configuration is read.",
        "A mirror is asked for 2 MiB and 40 requests at most, over one connection at a time, and only where its addresses are "
            + "public. Every verdict prints the command that shows the same.",
        "--all is what cron starts once a day. A run in which the archive itself, the `Control` addresses or most mirrors fail is "
            + "our own outage, and changes nothing.",
    ],
    statuses: [
        .success, .alreadyRunning, .upstreamFailed, .invalidArchive, .machineFailed, .wrongUsage, .wrongConfiguration,
    ],
    meanings: [
        .success: "every mirror that was named is well, be it with warnings; with --all: the run was made",
        .alreadyRunning: "another daily run of the registry is on",
        .upstreamFailed: "with --all: our own outage: the archive, the controls or most mirrors could not be reached",
        .invalidArchive:
            "a mirror that was named is not as its clients need it; with --all: the list is held back, as it would be empty or "
            + "much shorter",
    ],
    signalMeaning: "nothing of the run is recorded; the next one looks at every mirror"
) { invocation, context in
    if invocation.has("--all") { return try runDaily(invocation, context) }
    guard !invocation.arguments.isEmpty else {
        throw Failure.usage(
            "missing argument (registry check): expected a mirror, URLs or --all",
            hint: "see `mirrorward registry check --help`")
    }
    let documents = try CheckTarget(invocation, context).check()
    if invocation.has("--json") {
        context.console.json(try jsonText(documents))
    } else {
        let text = context.registryText
        let isVerbose = invocation.has("--verbose")
        context.console.output(
            documents.map { text.check($0.report, addresses: $0.addresses, isVerbose: isVerbose) }
                .joined(separator: "\n"))
    }
    let isWell = documents.allSatisfy { $0.report.outcome < .failed }
    return isWell ? ExitStatus.success.rawValue : ExitStatus.invalidArchive.rawValue
}

/// What `registry check` is to look at, besides all.
private struct CheckTarget {
    let invocation: Invocation
    let context: CommandContext

    init(_ invocation: Invocation, _ context: CommandContext) throws(Failure) {
        self.invocation = invocation
        self.context = context
        for option in ["--dry-run", "--no-retries", "--confirm"] where invocation.has(option) {
            throw .usage(
                "unexpected option (\(option)): it goes with --all", hint: "see `mirrorward registry check --help`")
        }
    }

    private var isForOperator: Bool { invocation.has("--signed-by") || invocation.has("--archive") }

    func check() throws(Failure) -> [CheckDocument] {
        let urls = invocation.arguments.filter { $0.contains("://") || $0.contains("::") }
        if isForOperator {
            guard urls.count == invocation.arguments.count else {
                throw .usage(
                    "expected URLs beside --signed-by and --archive, found `\(invocation.arguments[0])`",
                    hint: "a mirror of a registry is compared with that registry's archive")
            }
            return try context.machine.checkMirrors(try outsideWish(urls))
        }
        let registry = try invocation.registry(context)
        var documents: [CheckDocument] = []
        for word in invocation.arguments where !urls.contains(word) {
            documents.append(try registry.check(try registry.listing(word)))
        }
        return documents + (urls.isEmpty ? [] : try registry.check(urls))
    }

    private func outsideWish(_ urls: [String]) throws(Failure) -> OutsideCheckWish {
        func list(_ option: String) -> [String] {
            (invocation.options[option] ?? "").split(separator: ",").map(String.init)
        }
        var allowance = AddressAllowance.none
        for word in list("--allow-networks") {
            guard let network = IPNetwork(word) else {
                throw .usage(
                    "invalid value (--allow-networks): expected networks, found `\(word)`", hint: "as 10.0.0.0/8,::1")
            }
            allowance.networks.append(network)
            allowance.allowsAnyPort = true
        }
        return OutsideCheckWish(
            urls: urls, archive: invocation.options["--archive"], keyrings: list("--signed-by"),
            suites: list("--suites"), allowance: allowance)
    }
}

private func runDaily(_ invocation: Invocation, _ context: CommandContext) throws -> Int32 {
    for option in ["--archive", "--signed-by", "--suites"] where invocation.has(option) {
        throw Failure.usage(
            "unexpected option (\(option)): it goes with URLs", hint: "the stanza of the registry says it for --all")
    }
    guard invocation.arguments.isEmpty else {
        throw Failure.usage(
            "unexpected argument (registry check): expected mirrors or --all, found both",
            hint: "--all checks every mirror")
    }
    let program = try context.program()
    let names = invocation.options["--registry"].map { [$0] } ?? program.configuration.registries.map(\.name)
    let wish = RegistryRunWish(
        isDryRun: invocation.has("--dry-run"), isConfirmed: invocation.has("--confirm"),
        hasRetries: !invocation.has("--no-retries"))
    if names.isEmpty { _ = try program.registryConfiguration(nil) }
    let speaker = RegistrySpeaker(context: context)
    var reports: [RegistryRunReport] = []
    var failures: [Failure] = []
    // One registry that fails keeps no other from its day; a signal means all of them.
    for name in names {
        do throws(Failure) {
            reports.append(try program.openRegistry(name).runDaily(wish, speaker.observer))
        } catch {
            failures.append(error)
            if case .interrupted = error { break }
        }
    }
    return try speaker.say(
        reports, failures, isJSON: invocation.has("--json"), isVerbose: invocation.has("--verbose"))
}
