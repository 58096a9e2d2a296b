import Configuration
import Posix
import Publishing
package import Reporting
import Timekeeping
import Transfer
import Validation

/// What `config check` found.
package struct ConfigurationCheck: Sendable {
    /// What is as it should be, for people.
    package internal(set) var lines: [String] = []
    /// What keeps a mirror from working.
    package internal(set) var problems: [Message] = []
    /// What works today and may not tomorrow.
    package internal(set) var warnings: [Message] = []
}

extension Program {
    /// Looks at everything that the configuration names, on this machine alone.
    package func checkConfiguration() -> ConfigurationCheck {
        var check = ConfigurationCheck()
        checkPrograms(&check)
        checkDirectories(&check)
        let mounts = try? MountTable.current()
        for mirror in configuration.mirrors {
            check.lines.append("\(mirror.name): \(mirror.place)")
            check.lines.append("  upstream  \(mirror.upstream)")
            checkZone(mirror, &check)
            checkKeyrings(mirror, &check)
            RootCheck(mirror: mirror, mounts: mounts).run(&check)
            checkWaivers(mirror, &check)
            if let file = mirror.passwordFile { checkPasswordFile(file, mirror, &check) }
            checkStarts(mirror, &check)
        }
        for registry in configuration.registries { checkRegistry(registry, &check) }
        return check
    }

    private func checkPrograms(_ check: inout ConfigurationCheck) {
        for name in ["rsync", "gpgv"] {
            do throws(Failure) {
                let path = try machine.program(name)
                check.lines.append("\(name): \(path)\(name == "rsync" ? rsyncVersion(path, &check) : "")")
            } catch { check.problems += error.reports }
        }
    }

    /// - Returns: the version in brackets, and a problem where it is older than 3.2.0, which knows all options that are used.
    private func rsyncVersion(_ path: String, _ check: inout ConfigurationCheck) -> String {
        let command = ChildCommand(executable: path, arguments: ["--version"], environment: ["LC_ALL": "C"])
        guard let result = try? runToEnd(command, outputLimit: 64 << 10, deadlineSeconds: 20) else { return "" }
        let words = String(decoding: result.output, as: UTF8.self).split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard let index = words.firstIndex(of: "version"), index + 1 < words.count else { return "" }
        let version = words[index + 1]
        let numbers = version.split(separator: ".").compactMap { Int($0.prefix { $0.isNumber }) }
        if numbers.count >= 2, (numbers[0], numbers[1]) < (3, 2) {
            check.problems.append(
                Message(
                    "rsync is too old (\(path)): expected 3.2.0 or later, found \(version)", hint: "install a later one"
                ))
        }
        return " (\(version))"
    }

    private func checkDirectories(_ check: inout ConfigurationCheck) {
        for (field, path) in [("State", configuration.stateDirectory), ("Log", configuration.logDirectory)] {
            let status = (try? fileStatus(path)) ?? nil
            if let status, status.kind == .directory {
                check.lines.append("\(field): \(path)")
                if !isWritable(path) {
                    check.problems.append(
                        Message("\(field) is not writable (\(path))", hint: "give it to the user that runs the syncs"))
                }
            } else if status != nil {
                check.problems.append(Message("\(field) is no directory (\(path))"))
            } else {
                check.lines.append("\(field): \(path) (made by the first sync)")
            }
        }
    }

    private func checkZone(_ mirror: MirrorConfiguration, _ check: inout ConfigurationCheck) {
        do throws(Failure) {
            check.lines.append("  time zone \(try zone(of: mirror).name)")
        } catch { check.problems += error.reports }
    }

    /// A malformed file stops each sync of the mirror; one that is named and not there is a slip of the pen.
    private func checkWaivers(_ mirror: MirrorConfiguration, _ check: inout ConfigurationCheck) {
        let path = waiversPath(mirror)
        do throws(Failure) {
            let waivers = try waivers(of: mirror)
            if !waivers.isEmpty { check.lines.append("  waivers   \(path): \(counted(waivers.count, "waiver"))") }
        } catch { check.problems += error.reports }
        if mirror.waiversFile != nil, ((try? fileStatus(path)) ?? nil) == nil {
            check.warnings.append(
                Message(
                    "\(mirror.place): the file of waivers is not there (\(path))",
                    hint: "`mirrorward waive` makes it; until then nothing is waived"))
        }
    }

    private func checkPasswordFile(_ path: String, _ mirror: MirrorConfiguration, _ check: inout ConfigurationCheck) {
        guard let fault = passwordFileFault(path) else { return }
        let message = Failure.passwordFile(path, fault).reports.first ?? Message("the password file cannot be used")
        check.problems.append(Message("\(mirror.place): \(message.text)", hint: message.hint))
    }

    /// A mirror with `At` needs a start between its minute and midnight; the store tells whether there ever was one.
    private func checkStarts(_ mirror: MirrorConfiguration, _ check: inout ConfigurationCheck) {
        if mirror.splay > 0, mirror.earliestMinute == nil {
            check.lines.append("  splay     up to \(humanDuration(mirror.splay)) after each start")
        }
        guard let minute = mirror.earliestMinute else { return }
        if let warning = startWarning(mirror) { check.warnings.append(Message("\(mirror.place): \(warning)")) }
        let time = "\(zeroPadded(minute / 60, to: 2)):\(zeroPadded(minute % 60, to: 2))"
        check.lines.append(
            "  at        \(time) or later: `mirrorward sync` has to be started after that, as by an hourly line")
    }
}
