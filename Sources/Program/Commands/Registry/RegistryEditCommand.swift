import MirrorRegistry
import Operations
import Reporting

let registryEditCommand = CommandSpecification(
    "registry edit", "change what stands in a listing",
    arguments: [listingArgument],
    options: fieldOptions + [
        OptionSpecification("--reason", value: "REASON", "why, for the log; one line"), byOption, registryOption,
    ],
    details: ["What is stated takes the place of what stands there, also of the mirror's own word; the rest stays."],
    statuses: registryStatuses
) { invocation, context in
    let registry = try invocation.registry(context)
    let stated = try statedFields(invocation)
    let listing = try registry.edit(
        invocation.argument(0) ?? "", by: try invocation.person(context),
        reason: invocation.options["--reason"] ?? ""
    ) { fields in
        fields = fields.updated(by: stated)
    }
    context.console.output("\(listing.host): changed\n")
    return ExitStatus.success.rawValue
}
