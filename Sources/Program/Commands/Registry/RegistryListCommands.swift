import MirrorRegistry
import Operations
import Reporting

let registryListCommand = CommandSpecification(
    "registry list", "list the mirrors of a registry, or those that fit",
    options: [
        OptionSpecification(
            "--state", value: "STATES",
            "only those in one of these states, separated by commas: "
                + ListingState.allCases.map(\.rawValue).joined(separator: ", ")),
        OptionSpecification("--country", value: "CODES", "only those in these countries, as FR,DE"),
        OptionSpecification("--protocol", value: "PROTOCOL", "only those with http, https or rsync"),
        OptionSpecification("--search", value: "TEXT", "only those whose host, sponsor or location holds this text"),
        OptionSpecification("--json", "print JSON"), registryOption,
    ],
    details: ["Without `--state`, those that were rejected or removed are left out."],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registryForReading(context)
    let document = try registry.listingsDocument(try ListingFilter(invocation))
    if invocation.has("--json") {
        context.console.json(try jsonText(document))
    } else {
        context.console.output(context.registryText.listings(document.listings))
    }
    return ExitStatus.success.rawValue
}

let registryShowCommand = CommandSpecification(
    "registry show", "show all that is known of a mirror",
    arguments: [listingArgument],
    options: [
        OptionSpecification("--verbose", "with the evidence of what passed, too"),
        OptionSpecification("--json", "print JSON"), registryOption,
    ],
    details: ["What the mirror says of itself, and nobody checked, is marked as its own word."],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registryForReading(context)
    let document = try registry.listingDocument(invocation.argument(0) ?? "")
    if invocation.has("--json") {
        context.console.json(try jsonText(document))
    } else {
        context.console.output(
            context.registryText.listing(document.report, isVerbose: invocation.has("--verbose")))
    }
    return ExitStatus.success.rawValue
}

let registryLogCommand = CommandSpecification(
    "registry log", "show who did what, when and why",
    arguments: [ArgumentSpecification("MIRROR", "of this mirror alone, by its number or host", count: .optional)],
    options: [
        OptionSpecification("--limit", value: "COUNT", "the last so many; 50 where it is left out"),
        OptionSpecification("--json", "print JSON"), registryOption,
    ],
    details: ["The log is only ever added to. The newest entries stand first."],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registryForReading(context)
    let text = invocation.options["--limit"] ?? "50"
    guard let limit = Int(text), (1...100_000).contains(limit) else {
        throw Failure.usage(
            "invalid value (--limit): expected a number from 1 to 100000, found `\(text)`",
            hint: "see `mirrorward registry log --help`")
    }
    let document = try registry.logDocument(invocation.argument(0), limit: limit)
    if invocation.has("--json") {
        context.console.json(try jsonText(document))
    } else {
        context.console.output(context.registryText.log(document.entries))
    }
    return ExitStatus.success.rawValue
}

let registrySlotCommand = CommandSpecification(
    "registry slot", "print the minute of an approved mirror, and the lines for its operator",
    arguments: [listingArgument], options: [registryOption],
    details: ["A cron line for plain rsync, and a stanza of mirrorward; the minute never changes once it is given."],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registryForReading(context)
    context.console.output(registry.operatorLines(try registry.listing(invocation.argument(0) ?? "")))
    return ExitStatus.success.rawValue
}

extension ListingFilter {
    /// - Throws: `Failure.usage` for a state or protocol that is none.
    init(_ invocation: Invocation) throws(Failure) {
        var states: Set<ListingState> = []
        for word in (invocation.options["--state"] ?? "").split(separator: ",").map(String.init) {
            guard let state = ListingState(rawValue: word) else {
                throw .usage(
                    "invalid value (--state): expected states, found `\(word)`",
                    hint: "`mirrorward registry list --help` names them")
            }
            states.insert(state)
        }
        var scheme: MirrorScheme?
        if let word = invocation.options["--protocol"] {
            scheme = MirrorScheme(rawValue: word.lowercased())
            guard scheme != nil else {
                throw .usage(
                    "invalid value (--protocol): expected http, https or rsync, found `\(word)`",
                    hint: "see `mirrorward registry list --help`")
            }
        }
        let countries = (invocation.options["--country"] ?? "").split(separator: ",").map { $0.uppercased() }
        self.init(
            states: states, countries: Set(countries), scheme: scheme, search: invocation.options["--search"])
    }
}
