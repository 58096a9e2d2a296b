import Configuration
import Operations
import Reporting

/// What a command is given besides its command line.
struct CommandContext: Sendable {
    let machine: Machine
    let console: Console
    let configurationPath: String

    /// The configured program, run by the user that the configuration names.
    ///
    /// - Throws: `Failure.configuration` with every problem in it, `runByRoot`, `noSuchUser`, `system`.
    func program() throws(Failure) -> Program {
        let configuration: Configuration
        do { configuration = try ConfigurationReader.read(configurationPath) } catch { throw .configuration(error) }
        return Program(
            machine: try machine.working(as: configuration.user), configuration: configuration,
            warn: { [console] in console.warning($0.text, hint: $0.hint) })
    }
}
