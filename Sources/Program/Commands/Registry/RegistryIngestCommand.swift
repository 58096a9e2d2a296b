import Operations
import Posix
import Reporting

/// `registry ingest`, given how the spool of a registry is found: of the named one, or of the only one.
///
/// The mail system is told nothing but "done" and "try again" (EX_TEMPFAIL): any other status would send the mail back to its writer,
/// or lose it. So whatever goes wrong, a configuration that cannot be read among it, the mail system keeps the mail.
func registryIngestCommand(
    spoolDirectory: @escaping @Sendable (CommandContext, _ name: String?) throws -> String
) -> CommandSpecification {
    CommandSpecification(
        "registry ingest", "take one mail from standard input into the spool",
        arguments: [ArgumentSpecification("NAME", "the registry, where there are several", count: .optional)],
        details: [
            "For a mail alias or a `.forward`: `|/usr/bin/mirrorward registry ingest NAME`. The next daily run reads it.",
            "Any fault, one of the configuration too, ends with 75 (EX_TEMPFAIL): the mail system keeps the mail and tries again.",
        ],
        statuses: [.success, .temporaryFailure]
    ) { invocation, context in
        do {
            let directory = try spoolDirectory(context, invocation.argument(0))
            try ingest(Descriptor(owning: 0), into: MailSpool(directory: directory))
            return ExitStatus.success.rawValue
        } catch let fault as MailSpoolFault {
            context.console.error(fault.message, hint: "the mail system keeps the mail and tries again")
        } catch let failure as Failure {
            for report in failure.reports { context.console.error(report.text, hint: report.hint) }
        } catch {
            context.console.error("\(error)")
        }
        return ExitStatus.temporaryFailure.rawValue
    }
}
