import Configuration
package import Operations
import Posix
import Reporting

/// The program as `main.swift` starts it: parses the command line, runs the command, says what failed.
package struct MirrorwardProgram: Sendable {
    private let machine: Machine
    private let console: Console

    package init(machine: Machine, console: Console) {
        self.machine = machine
        self.console = console
    }

    /// - Parameter words: the command line without the name of the program.
    /// - Returns: the exit status.
    package func run(_ words: [String]) -> Int32 {
        let parser = CommandLineParser(commands: commandTable, globalOptions: globalOptions)
        do {
            return try answer(try parser.parse(words))
        } catch let error as UsageError {
            console.error(error.message, hint: error.hint)
            // On any other status a mail system would send the mail back for a slip in its alias.
            let isForMail = zip(words, words.dropFirst()).contains { $0 == "registry" && $1 == "ingest" }
            return (isForMail ? ExitStatus.temporaryFailure : .wrongUsage).rawValue
        } catch let failure as Failure {
            return report(failure)
        } catch {
            return report(Failure(unexpected: error))
        }
    }

    private func answer(_ request: Request) throws -> Int32 {
        let help = HelpText(commands: commandTable, globalOptions: globalOptions)
        switch request {
        case .help(nil): console.output(help.program())
        case .help(let command?): console.output(help.command(command))
        case .helpGroup(let word): console.output(help.group(word))
        case .version: console.output("mirrorward \(programVersion)\n")
        case .run(let invocation): return try run(invocation)
        }
        return ExitStatus.success.rawValue
    }

    private func run(_ invocation: Invocation) throws -> Int32 {
        let path = invocation.options["--config"] ?? Configuration.defaultPath
        let context = CommandContext(machine: machine, console: console, configurationPath: path)
        // A command that says what a signal leaves behind is ended in order; any other one at once.
        if invocation.command.signalMeaning != nil { machine.interruption.installForProgram() }
        return try invocation.command.run(invocation, context)
    }

    private func report(_ failure: Failure) -> Int32 {
        for report in failure.reports { console.error(report.text, hint: report.hint) }
        return failure.exitStatus
    }
}
