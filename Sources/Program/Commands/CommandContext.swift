import Configuration
import Operations

/// What a command is given besides its command line.
struct CommandContext: Sendable {
    let machine: Machine
    let console: Console
    let configurationPath: String

    /// The configuration, or `Failure.configuration` with every problem in it.
    func program() throws(Failure) -> Program {
        do { return Program(machine: machine, configuration: try ConfigurationReader.read(configurationPath)) } catch {
            throw .configuration(error)
        }
    }
}
