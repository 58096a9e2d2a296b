import Configuration
import MirrorRegistry
import Operations
import Posix
import Reporting

let registryImportCommand = CommandSpecification(
    "registry import", "propose every mirror of a list that exists already",
    arguments: [ArgumentSpecification("FILE", "the list")],
    options: [
        OptionSpecification(
            "--format", value: "FORMAT", required: true,
            "masterlist (Debian's Mirrors.masterlist), mirmon, or plain (one URL a line)"),
        OptionSpecification(
            "--collection", value: "NAME", "of a masterlist: whose fields are read, as Archive in `Archive-http`"),
        OptionSpecification("--dry-run", "say what would be proposed; record nothing"), byOption, registryOption,
    ],
    details: [
        "Each mirror becomes a submission, with what the list says of it, and waits for its checks and the maintainer. Lines "
            + "that cannot be read are named and passed over."
    ],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registry(context)
    let person = try invocation.person(context)
    let (wishes, faults) = try readList(invocation)
    for fault in faults { context.console.warning("\(invocation.argument(0) ?? ""): \(fault.message)") }
    var counts = ImportCounts()
    for wish in wishes {
        if invocation.has("--dry-run") {
            context.console.output(wish.addresses.map(\.text).joined(separator: " ") + "\n")
            continue
        }
        let outcome = try registry.submit(wish, by: .person(person))
        counts.count(outcome)
        if case .refused(_, let fault) = outcome { context.console.warning("refused (\(wish.host)): \(fault.message)") }
    }
    if !invocation.has("--dry-run") { context.console.output(counts.text) }
    return ExitStatus.success.rawValue
}

private struct ImportCounts {
    var received = 0
    var known = 0
    var refused = 0

    mutating func count(_ outcome: SubmissionOutcome) {
        switch outcome {
        case .received: received += 1
        case .known, .proposed: known += 1
        case .refused: refused += 1
        }
    }

    var text: String {
        "\(counted(received, "mirror")) submitted, \(known) known already, \(refused) refused\n"
    }
}

/// A list of mirrors has at most some hundred kilobytes.
private let listByteLimit = 16 << 20

private func readList(_ invocation: Invocation) throws(Failure) -> (wishes: [SubmissionWish], faults: [SubmissionFault])
{
    let path = invocation.argument(0) ?? ""
    let word = invocation.options["--format"] ?? ""
    let collection = invocation.options["--collection"] ?? "Archive"
    let formats: [String: ImportFormat] = [
        "masterlist": .masterlist(collection: collection), "mirmon": .mirmon, "plain": .plain,
    ]
    guard let format = formats[word] else {
        throw .usage(
            "invalid value (--format): expected masterlist, mirmon or plain, found `\(word)`",
            hint: "see `mirrorward registry import --help`")
    }
    do throws(SystemCallError) {
        return importedWishes(try readFile(path, limit: listByteLimit), format: format)
    } catch { throw .system(error) }
}
