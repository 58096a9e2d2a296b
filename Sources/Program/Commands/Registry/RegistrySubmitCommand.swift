import MirrorRegistry
import Operations
import Reporting

let registrySubmitCommand = CommandSpecification(
    "registry submit", "propose a mirror by its addresses",
    arguments: [
        ArgumentSpecification("URL", "an http, https or rsync address; all of one mirror at once", count: .any)
    ],
    options: fieldOptions + [
        OptionSpecification("--check", "check it now, in place of with the next daily run"), byOption, registryOption,
    ],
    details: [
        "The addresses of one host are one mirror. A mirror that is known is answered with what it is and its state; what is "
            + "new of it waits for the maintainer.",
        "What is left out is asked of the mirror's own trace and its top-level domain, and shown as its own word.",
    ],
    statuses: registryStatuses, meanings: [.wrongUsage: "wrong usage, or an address that is refused"]
) { invocation, context in
    guard !invocation.arguments.isEmpty else {
        throw Failure.usage(
            "missing argument (registry submit): expected the URL of a mirror",
            hint: "see `mirrorward registry submit --help`")
    }
    let registry = try invocation.registry(context)
    let reading = try submission(invocation)
    let person = try invocation.person(context)
    var status = ExitStatus.success
    for wish in reading {
        for note in wish.notes { context.console.warning(note) }
        let outcome = try registry.submit(wish, by: .person(person))
        guard let listing = outcome.listing else {
            if case .refused(_, let fault) = outcome {
                context.console.error("refused (\(wish.host)): \(fault.message)")
            }
            status = .wrongUsage
            continue
        }
        context.console.output(registry.answer(to: outcome))
        guard invocation.has("--check") else { continue }
        let document = try registry.check(listing)
        context.console.output(context.registryText.check(document.report, addresses: document.addresses))
    }
    return status.rawValue
}

/// What the command line proposes, read as a mail would be.
///
/// - Throws: `Failure.usage` for anything that could not be taken.
private func submission(_ invocation: Invocation) throws(Failure) -> [SubmissionWish] {
    var reading = groupedWishes(of: invocation.arguments.map { GivenAddress($0) }, limit: 100)
    let fields = try statedFields(invocation)
    for index in reading.wishes.indices { reading.wishes[index].fields = fields }
    if let fault = reading.faults.first {
        throw .usage(fault.message, hint: "see `mirrorward registry submit --help`")
    }
    return reading.wishes
}
