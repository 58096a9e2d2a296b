import Operations
import Reporting
import Timekeeping

let validateCommand = CommandSpecification(
    "validate", "check a tree against apt's rules: what a mirror serves, or any other",
    arguments: [
        ArgumentSpecification(
            "NAME", "a mirror, as `Mirror` names it in the configuration: the tree that it serves", count: .optional)
    ],
    options: [
        OptionSpecification("--tree", value: "PATH", "check this tree, in place of a mirror; no configuration is read"),
        OptionSpecification(
            "--signed-by", value: "KEYRINGS", "with --tree: files of the keys that are trusted, separated by commas"),
        OptionSpecification("--unsigned", "with --tree: accept suites without any signature, with a warning"),
        OptionSpecification(
            "--archived", value: "PATTERNS",
            "with --tree: names of ended suites, with `*` for any letters, separated by commas: that they or their keys "
                + "have expired is a warning"),
        OptionSpecification(
            "--deep", "unpack every form of each index and read every pool file, whatever is remembered"),
        OptionSpecification(
            "--jobs", value: "N", "read with this many threads, 1 to 64; as many as pay where it is left out"),
        OptionSpecification("--json", "print JSON, with every finding and its group"),
    ],
    details: [
        "Only reads: it contacts nobody and changes nothing. Time passes: what was valid when it was published may have "
            + "expired since.",
        "Every stored form of an index is hashed, and the one that is cheapest to unpack is read for what it names. Pool "
            + "files are looked at for presence and size; those of a mirror are also read where their content is not "
            + "remembered as verified.",
    ],
    statuses: [.success, .invalidArchive, .machineFailed, .wrongUsage, .wrongConfiguration],
    meanings: [
        .success: "the tree is valid, be it with warnings", .invalidArchive: "the tree is invalid",
        .wrongConfiguration: "wrong configuration, or a keyring that is none",
    ],
    signalMeaning: "there is no verdict"
) { invocation, context in
    let found = try ValidateTarget(invocation).validate(context)
    if invocation.has("--json") {
        context.console.json(try jsonText(found.document))
    } else {
        let offer = invocation.argument(0).map { WaiverOffer(mirror: $0, now: context.machine.clock.now()) }
        context.console.output(validationText(found.document, name: found.name, offer: offer))
    }
    return found.document.isInvalid ? ExitStatus.invalidArchive.rawValue : ExitStatus.success.rawValue
}

/// What `validate` is to look at.
private enum ValidateTarget {
    case mirror(String, isDeep: Bool, jobs: Int?)
    case tree(TreeToValidate)

    /// - Throws: `Failure.usage` for options that do not go together.
    init(_ invocation: Invocation) throws(Failure) {
        let hint = "see `mirrorward validate --help`"
        let isDeep = invocation.has("--deep")
        let jobs = try Self.jobs(invocation.options["--jobs"])
        guard let path = invocation.options["--tree"] else {
            guard let name = invocation.argument(0) else {
                throw .usage("missing argument (validate): expected NAME or --tree PATH", hint: hint)
            }
            for option in ["--signed-by", "--unsigned", "--archived"] where invocation.has(option) {
                throw .usage(
                    "unexpected option (\(option)): it goes with --tree; the configuration says it of a mirror",
                    hint: hint)
            }
            self = .mirror(name, isDeep: isDeep, jobs: jobs)
            return
        }
        if let name = invocation.argument(0) {
            throw .usage(
                "unexpected argument (validate): expected NAME or --tree, found \(name) and --tree", hint: hint)
        }
        var tree = try Self.tree(path, invocation)
        tree.isDeep = isDeep
        tree.jobs = jobs
        self = .tree(tree)
    }

    private static func jobs(_ text: String?) throws(Failure) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), (1...64).contains(number) else {
            throw .usage(
                "wrong value (--jobs): expected a number from 1 to 64, found \(text)",
                hint: "leave it out for as many as the machine has processors, 4 at most")
        }
        return number
    }

    private static func tree(_ path: String, _ invocation: Invocation) throws(Failure) -> TreeToValidate {
        var tree = TreeToValidate(path: path)
        tree.keyrings = commaList(invocation.options["--signed-by"])
        tree.isUnsignedAllowed = invocation.has("--unsigned")
        tree.archivedSuites = commaList(invocation.options["--archived"])
        if tree.keyrings.isEmpty, !tree.isUnsignedAllowed {
            throw .usage(
                "missing option (validate): --tree expects --signed-by KEYRINGS or --unsigned",
                hint: "--signed-by names the files of the keys that are trusted, as Signed-By does in apt's sources")
        }
        return tree
    }

    func validate(_ context: CommandContext) throws(Failure) -> (name: String, document: ValidationDocument) {
        switch self {
        case .mirror(let name, let isDeep, let jobs):
            let program = try context.program()
            return (name, try program.validate(try program.mirror(name), isDeep: isDeep, jobs: jobs))
        case .tree(let tree): return (tree.path, try context.machine.validate(tree))
        }
    }
}

private func commaList(_ text: String?) -> [String] { (text ?? "").split(separator: ",").map(String.init) }
