import Testing

@testable import Commands

@Suite("The table of commands")
struct CommandTableTests {
    static let help = HelpText(commands: commandTable, globalOptions: globalOptions)

    @Test("has each name once")
    func names() {
        let names = commandTable.map(\.name)
        #expect(Set(names).count == names.count && !names.contains(""))
        for command in commandTable {
            let options = (command.options + globalOptions).map(\.name)
            #expect(Set(options).count == options.count, "\(command.name)")
            #expect(options.allSatisfy { $0.hasPrefix("--") && $0.allSatisfy { $0.isLowercase || $0 == "-" } })
        }
    }

    @Test("has options that take a value in every command or in none, for they may stand before it")
    func values() {
        let options = Dictionary(grouping: commandTable.flatMap(\.options) + globalOptions, by: \.name)
        for (name, uses) in options { #expect(Set(uses.map { $0.value != nil }).count == 1, "\(name)") }
    }

    @Test("says everything in one line, lower case, without a full stop")
    func wording() {
        for command in commandTable {
            let texts = [command.summary] + command.arguments.map(\.help) + command.options.map(\.help)
            for text in texts + command.statuses.map(\.meaning) + command.meanings.values {
                #expect(isPhrase(text), "\(command.name): \(text)")
            }
            #expect(command.details.allSatisfy { $0.hasSuffix(".") && !$0.contains("\n") }, "\(command.name)")
        }
    }

    private func isPhrase(_ text: String) -> Bool {
        guard let first = text.first else { return false }
        return (first.isLowercase || first == "`") && !text.hasSuffix(".") && !text.contains("\n")
    }

    @Test("has optional arguments behind required ones, and a list last")
    func arguments() {
        for command in commandTable {
            let counts = command.arguments.map(\.count)
            #expect(counts.drop { $0 == .one }.allSatisfy { $0 != .one }, "\(command.name)")
            #expect(counts.dropLast().allSatisfy { $0 != .any }, "\(command.name)")
        }
    }

    @Test("states for each command the statuses of usage and configuration, in order", arguments: commandTable.indices)
    func statuses(index: Int) {
        let statuses = commandTable[index].statuses
        #expect(statuses.map(\.rawValue) == Set(statuses.map(\.rawValue)).sorted())
        // A mail system is told "done" or "try again", and nothing else.
        let isForMail = statuses.contains(.temporaryFailure)
        #expect(isForMail || Set(statuses).isSuperset(of: [.success, .wrongUsage, .wrongConfiguration]))
        #expect(Set(commandTable[index].meanings.keys).isSubset(of: statuses))
    }

    /// Commands that take a lock may find it taken, and those that validate may find the tree invalid.
    @Test("states the statuses that only some commands have")
    func specialStatuses() {
        #expect(names(with: .heldBack) == ["sync"] && names(with: .upstreamFailed) == ["registry check", "sync"])
        #expect(names(with: .temporaryFailure) == ["registry ingest"])
        #expect(
            names(with: .alreadyRunning) == [
                "generations drop", "pin", "publish", "registry check", "resume", "rollback", "scrub", "sync", "unpin",
            ])
        #expect(names(with: .invalidArchive) == ["publish", "registry check", "scrub", "sync", "validate"])
        #expect(
            commandTable.filter { $0.signalMeaning != nil }.map(\.name).sorted() == [
                "publish", "registry check", "registry review", "scrub", "sync", "validate",
            ])
    }

    private func names(with status: Commands.ExitStatus) -> [String] {
        commandTable.filter { $0.statuses.contains(status) }.map(\.name).sorted()
    }

    @Test("has a help for each command that fits a terminal and says all there is", arguments: commandTable.indices)
    func commandHelp(index: Int) {
        let command = commandTable[index]
        let text = Self.help.command(command)
        expectFits(text)
        #expect(text.hasPrefix("Usage: mirrorward \(command.name)"))
        for status in command.statuses { #expect(text.contains("\n  \(status.rawValue) "), "\(status)") }
        #expect(text.contains("128 + n") == (command.signalMeaning != nil))
        for option in command.options + globalOptions { #expect(text.contains("\n  \(option.name)")) }
        for argument in command.arguments { #expect(text.contains("\n  \(argument.name) ")) }
    }

    @Test("has a help of the whole that fits a terminal and names every command")
    func programHelp() {
        let text = Self.help.program()
        expectFits(text)
        for command in commandTable { #expect(text.contains("\n  \(command.name)  ")) }
    }

    @Test("has a help of the commands with one first word")
    func groupHelp() {
        let text = Self.help.group("config")
        expectFits(text)
        #expect(text.contains("\n  config check  ") && !text.contains("\n  sync"))
    }

    private func expectFits(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { #expect(line.count <= 80 && line.last != " ", "\(line)") }
        #expect(text.hasSuffix("\n") && !text.contains("\n\n\n"))
    }

    @Test("keeps an option and its value on one line")
    func usage() {
        let text = Self.help.command(syncCommand)
        #expect(
            text.hasPrefix(
                """
                Usage: mirrorward sync [NAME...] [--dry-run] [--override-policy REASON]
                                       [--verbose]

                """))
    }
}
