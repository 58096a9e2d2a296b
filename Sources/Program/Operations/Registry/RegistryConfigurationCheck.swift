import Configuration
import MirrorRegistry
import Posix
import Reporting

extension Program {
    /// Looks at what the stanza of a registry names, on this machine alone.
    func checkRegistry(_ registry: RegistryConfiguration, _ check: inout ConfigurationCheck) {
        check.lines.append("registry \(registry.name): \(registry.place)")
        switch registry.archive {
        case .url(let url): check.lines.append("  archive   \(url.text)")
        case .mirror(let name): check.lines.append("  archive   what the mirror \(name) serves")
        }
        checkKeyrings(registry.keyrings, of: registry.name, registry.place, &check)
        checkPublicList(registry, &check)
        checkMail(registry, &check)
        if !registry.allowance.networks.isEmpty || registry.allowance.allowsAnyPort {
            check.warnings.append(
                Message(
                    "\(registry.place): addresses are contacted that are not public, or ports that are not the usual ones "
                        + "(\(registry.name))",
                    hint:
                        "`Allow-Networks` and `Allow-Ports` are for tests: a submission could then reach what it should not"
                ))
        }
    }

    private func checkPublicList(_ registry: RegistryConfiguration, _ check: inout ConfigurationCheck) {
        guard let directory = registry.publishDirectory else {
            check.warnings.append(
                Message(
                    "\(registry.place): no public list is written (\(registry.name))",
                    hint: "`Publish` names the directory in which `public` is to be served"))
            return
        }
        check.lines.append("  list      \(directory)/public")
        if ((try? fileStatus(directory)) ?? nil) != nil, !isWritable(directory) {
            check.problems.append(
                Message(
                    "\(registry.place): Publish is not writable (\(directory))",
                    hint: "give it to the user that runs the checks"))
        }
        if registry.archiveURL == nil {
            check.warnings.append(
                Message(
                    "\(registry.place): apt's lists do not end with the archive's own server (\(registry.name))",
                    hint: "state it as `Archive-URL`: apt fails where no mirror of a list answers"))
        }
        if registry.signingKey != nil, machine.optionalProgram("gpg") == nil {
            check.problems += Failure.programMissing("gpg").reports
        }
    }

    private func checkMail(_ registry: RegistryConfiguration, _ check: inout ConfigurationCheck) {
        check.lines.append("  spool     \(registry.spoolDirectory)")
        guard let program = registry.sendMail.first else {
            check.lines.append("  mail      printed by the daily run: no `Send-Mail`")
            return
        }
        check.lines.append("  mail      \(registry.sendMail.joined(separator: " "))")
        if machine.optionalProgram(program) == nil {
            check.problems.append(
                Message(
                    "\(registry.place): the program that sends mail is not there (\(program))",
                    hint: "install a mail system, or leave `Send-Mail` out to have mails printed"))
        }
        if registry.mailFrom == nil {
            check.warnings.append(
                Message(
                    "\(registry.place): mails have no sender of their own (\(registry.name))",
                    hint: "state one as `Mail-From`; answers to it reach the maintainer, or the spool"))
        }
    }
}
