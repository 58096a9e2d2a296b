import Configuration

/// What a command line asks for.
enum Request: Sendable {
    case run(Invocation)
    /// The help of one command, or of the program where there is none.
    case help(CommandSpecification?)
    /// The help of the commands that begin with this word, as `config`.
    case helpGroup(String)
    case version
}

/// Turns words into a request by the table of commands.
///
/// Options may stand anywhere, as `--name value` or `--name=value`; `--` ends them.
struct CommandLineParser {
    let commands: [CommandSpecification]
    let globalOptions: [OptionSpecification]

    func parse(_ words: [String]) throws(UsageError) -> Request {
        if words.first == "help" { return try help(Array(words.dropFirst())) }
        let plain = leadingWords(words)
        guard let command = command(matching: plain) else { return try withoutCommand(words, plain) }
        return try parse(words, command)
    }

    private func withoutCommand(_ words: [String], _ plain: [String]) throws(UsageError) -> Request {
        let wantsHelp = words.contains("--help") || words.contains("-h")
        try refuseUnknownOptions(before: plain.first, in: words)
        guard let first = plain.first else {
            if wantsHelp { return .help(nil) }
            if words.contains("--version") { return .version }
            throw .noCommand
        }
        guard let group = group(first) else { throw .unknownCommand(first, nearest: nearestCommand(plain, first)) }
        if plain.count == 1 || wantsHelp { return .helpGroup(first) }
        let names = group.map { $0.words[1] }
        let nearest = nearestName(to: plain[1], among: names).map { "\(first) \($0)" }
        throw .unknownCommand("\(first) \(plain[1])", nearest: nearest ?? first)
    }

    /// The commands that begin with `word` and go on, as those of `config`.
    private func group(_ word: String) -> [CommandSpecification]? {
        let members = commands.filter { $0.words.count > 1 && $0.words[0] == word }
        return members.isEmpty ? nil : members
    }

    /// What stands before a word that is no command may be what makes it one: `--confg FILE sync`.
    private func refuseUnknownOptions(before end: String?, in words: [String]) throws(UsageError) {
        let known = globalOptions + commands.flatMap(\.options)
        for word in words.prefix(while: { $0 != end }) where word.hasPrefix("-") && !["-h", "--"].contains(word) {
            let name = String(word.prefix { $0 != "=" })
            guard !known.contains(where: { $0.name == name }) else { continue }
            throw .unknownOption(name, command: "", nearest: nearestName(to: name, among: known.map(\.name)))
        }
        if let last = words.last, let option = known.first(where: { $0.name == last }), let value = option.value {
            throw .missingValue(option: last, value: value, command: "")
        }
    }

    private func help(_ words: [String]) throws(UsageError) -> Request {
        guard let first = words.first(where: { !$0.hasPrefix("-") }) else { return .help(nil) }
        if let command = command(matching: words) { return .help(command) }
        if group(first) != nil { return .helpGroup(first) }
        throw .unknownCommand(first, nearest: nearestCommand(words, first))
    }

    private func nearestCommand(_ words: [String], _ first: String) -> String? {
        nearestName(to: words.prefix(2).joined(separator: " "), among: commands.map(\.name))
            ?? nearestName(to: first, among: commands.map { $0.words[0] })
    }

    /// The words up to `--` that are neither options nor their values.
    ///
    /// Which command it is, is not known yet: an option takes a value in every command that has it, or in none.
    private func leadingWords(_ words: [String]) -> [String] {
        let valued = Set((globalOptions + commands.flatMap(\.options)).filter { $0.value != nil }.map(\.name))
        var result: [String] = []
        var index = 0
        while index < words.count, words[index] != "--" {
            let word = words[index]
            if valued.contains(word) {
                index += 1
            } else if isArgument(word) {
                result.append(word)
            }
            index += 1
        }
        return result
    }

    private func command(matching words: [String]) -> CommandSpecification? {
        commands.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
    }

    private func parse(_ words: [String], _ command: CommandSpecification) throws(UsageError) -> Request {
        var reader = WordReader(words: words)
        var options: [String: String] = [:]
        var arguments: [String] = []
        while let word = reader.next() {
            if reader.optionsEnded || isArgument(word) {
                arguments.append(word)
            } else if word == "--help" || word == "-h" {
                return .help(command)
            } else if word == "--version" {
                return .version
            } else {
                let (name, value) = try readOption(word, &reader, command)
                guard options.updateValue(value, forKey: name) == nil else {
                    throw .repeatedOption(name, command: command.name)
                }
            }
        }
        arguments.removeFirst(min(command.words.count, arguments.count))
        try check(arguments, options, command)
        return .run(Invocation(command: command, options: options, arguments: arguments))
    }

    private func readOption(
        _ word: String, _ reader: inout WordReader, _ command: CommandSpecification
    ) throws(UsageError) -> (String, String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let known = command.options + globalOptions
        guard let option = known.first(where: { $0.name == parts[0] }) else {
            let nearest = nearestName(to: parts[0], among: known.map(\.name))
            throw .unknownOption(parts[0], command: command.name, nearest: nearest)
        }
        guard let valueName = option.value else {
            if parts.count > 1 { throw .unwantedValue(option: option.name, command: command.name) }
            return (option.name, "")
        }
        // `--override-policy --dry-run` is a value forgotten, not a reason; one that begins so is written behind `=`.
        let value = parts.count > 1 ? parts[1] : reader.value()
        guard let value, !value.isEmpty else {
            throw .missingValue(option: option.name, value: valueName, command: command.name)
        }
        return (option.name, value)
    }

    private func check(
        _ arguments: [String], _ options: [String: String], _ command: CommandSpecification
    ) throws(UsageError) {
        let required = command.arguments.prefix { $0.count == .one }
        if arguments.count < required.count {
            throw .missingArgument(required[arguments.count].name, command: command.name)
        }
        let takesAny = command.arguments.contains { $0.count == .any }
        if !takesAny, arguments.count > command.arguments.count {
            throw unwanted(arguments, command)
        }
        for option in command.options where option.isRequired && (options[option.name] ?? "").isEmpty {
            throw .missingOption(option.name, value: option.value, command: command.name)
        }
    }

    /// `generations dorp NAME GENERATION` may mean a longer command.
    private func unwanted(_ arguments: [String], _ command: CommandSpecification) -> UsageError {
        let longer = commands.filter { $0.words.count > 1 && $0.words.starts(with: command.words) }.map(\.name)
        let text = "\(command.name) \(arguments[0])"
        return .unwantedArgument(
            arguments[command.arguments.count], command: command.name,
            nearest: command.words.count > 1 ? nil : nearestName(to: text, among: longer))
    }
}

private func isArgument(_ word: String) -> Bool { !word.hasPrefix("-") || word == "-" }

/// Hands out the words of a command line one by one.
private struct WordReader {
    let words: [String]
    var position = 0
    private(set) var optionsEnded = false

    init(words: [String]) { self.words = words }

    mutating func next() -> String? {
        guard position < words.count else { return nil }
        let word = words[position]
        position += 1
        if word == "--", !optionsEnded {
            optionsEnded = true
            return next()
        }
        return word
    }

    /// The next word unless it looks like an option.
    mutating func value() -> String? {
        guard position < words.count, isArgument(words[position]) else { return nil }
        position += 1
        return words[position - 1]
    }
}
