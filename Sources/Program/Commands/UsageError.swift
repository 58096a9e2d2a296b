/// A command line that was not understood.
enum UsageError: Error, Hashable {
    case noCommand
    case unknownCommand(String, nearest: String?)
    case unknownOption(String, command: String, nearest: String?)
    case missingValue(option: String, value: String, command: String)
    case unwantedValue(option: String, command: String)
    case repeatedOption(String, command: String)
    case missingOption(String, value: String?, command: String)
    case missingArgument(String, command: String)
    case unwantedArgument(String, command: String, nearest: String?)

    var message: String {
        switch self {
        case .noCommand: "missing command: expected one after `mirrorward`"
        case .unknownCommand(let word, _): "unknown command (\(word))"
        case .unknownOption(let option, let command, _):
            "unknown option (\(option))" + (command.isEmpty ? "" : ": `\(command)` has none of that name")
        case .missingValue(let option, let value, _): "missing value (\(option)): expected \(value)"
        case .unwantedValue(let option, _): "unexpected value (\(option)): it takes none"
        case .repeatedOption(let option, _): "repeated option (\(option)): expected it once"
        case .missingOption(let option, let value, let command):
            "missing option (\(command)): expected \(option)" + (value.map { " \($0)" } ?? "")
        case .missingArgument(let argument, let command): "missing argument (\(command)): expected \(argument)"
        case .unwantedArgument(let argument, let command, _): "unexpected argument (\(command)): found \(argument)"
        }
    }

    var hint: String {
        switch self {
        case .unknownCommand(_, let nearest?), .unwantedArgument(_, _, let nearest?):
            "did you mean `mirrorward \(nearest)`?"
        case .unknownOption(_, _, let nearest?): "did you mean `\(nearest)`?"
        case .noCommand, .unknownCommand: "`mirrorward --help` lists the commands"
        case .unknownOption(_, "", _), .missingValue(_, _, ""): "`mirrorward --help` lists the options"
        case .missingValue(let option, let value, _):
            "write `\(option)=\(value)` for a value that begins with -"
        case .unknownOption(_, let command, _), .missingOption(_, _, let command), .missingArgument(_, let command),
            .unwantedArgument(_, let command, _), .unwantedValue(_, let command), .repeatedOption(_, let command):
            "see `mirrorward \(command) --help`"
        }
    }
}
