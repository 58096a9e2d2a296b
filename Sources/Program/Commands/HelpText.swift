import Reporting

/// Renders the table of commands for `--help`, 80 columns wide.
struct HelpText {
    let commands: [CommandSpecification]
    let globalOptions: [OptionSpecification]

    func program() -> String {
        """
        \(wrap("mirrorward keeps mirrors of APT archives with rsync: at most one sync a day, validated by apt's rules, "
            + "published whole or not at all."))

        Usage: mirrorward [--config FILE] COMMAND [ARGUMENTS] [OPTIONS]

        Commands:
        \(commandRows(commands))

        Options of every command:
        \(optionRows(globalOptions))

        `mirrorward COMMAND --help` says more about each, and its exit statuses.

        """
    }

    func group(_ word: String) -> String {
        """
        Usage: mirrorward \(word) COMMAND

        Commands:
        \(commandRows(commands.filter { $0.words.first == word }))

        """
    }

    func command(_ command: CommandSpecification) -> String {
        var parts = [usage(command), wrap(sentence(command.summary))]
        parts += command.details.map { wrap($0) }
        if !command.arguments.isEmpty {
            parts.append("Arguments:\n" + rows(command.arguments.map { ($0.name, $0.help) }))
        }
        parts.append("Options:\n" + optionRows(command.options + globalOptions))
        let statuses = command.statuses.map { (String($0.rawValue), command.meanings[$0] ?? $0.meaning) }
        let signal = command.signalMeaning.map { [("128 + n", "ended by signal n; \($0)")] } ?? []
        parts.append("Exit statuses:\n" + rows(statuses + signal))
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func usage(_ command: CommandSpecification) -> String {
        let arguments = command.arguments.map { argument in
            switch argument.count {
            case .one: argument.name
            case .optional: "[\(argument.name)]"
            case .any: "[\(argument.name)...]"
            }
        }
        let options = command.options.map { option in
            let text = option.value.map { "\(option.name) \($0)" } ?? option.name
            return option.isRequired ? text : "[\(text)]"
        }
        // A pair of an option and its value is not torn apart.
        let words = (arguments + options).map { $0.replacing(" ", with: "\u{A0}") }
        let head = "Usage: mirrorward \(command.name)"
        guard !words.isEmpty else { return head }
        let lines = wrapped(words.joined(separator: " "), width: 79 - head.count)
        let text = lines.joined(separator: "\n" + String(repeating: " ", count: head.count + 1))
        return "\(head) \(text)".replacing("\u{A0}", with: " ")
    }

    private func commandRows(_ commands: [CommandSpecification]) -> String {
        rows(commands.map { ($0.name, $0.summary) })
    }

    private func optionRows(_ options: [OptionSpecification]) -> String {
        rows(options.map { option in (option.value.map { "\(option.name) \($0)" } ?? option.name, option.help) })
    }

    private func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }

    private func rows(_ rows: [(String, String)]) -> String {
        let width = (rows.map(\.0.count).max() ?? 0) + 2
        return rows.map { name, text in
            let lines = wrapped(text, width: 78 - width)
            let indent = String(repeating: " ", count: width + 2)
            let head = "  " + name + String(repeating: " ", count: width - name.count)
            return head + lines.joined(separator: "\n" + indent)
        }.joined(separator: "\n")
    }

    private func wrap(_ text: String) -> String { wrapped(text, width: 80).joined(separator: "\n") }
}
