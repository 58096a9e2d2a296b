/// One command as the table has it: parsing, `--help` and "did you mean" are all made from this.
struct CommandSpecification: Sendable {
    /// The words that call it, as `["config", "check"]`.
    let words: [String]
    /// One line, lower case, without a full stop.
    let summary: String
    let arguments: [ArgumentSpecification]
    let options: [OptionSpecification]
    /// What the help text says beyond the summary, in paragraphs.
    let details: [String]
    let statuses: [ExitStatus]
    /// Where a status means something more exact than for other commands.
    let meanings: [ExitStatus: String]
    /// What is left when a signal ended it; nil where nothing lasts long enough to say it.
    let signalMeaning: String?
    let run: @Sendable (Invocation, CommandContext) throws -> Int32

    init(
        _ words: String, _ summary: String, arguments: [ArgumentSpecification] = [],
        options: [OptionSpecification] = [], details: [String] = [], statuses: [ExitStatus],
        meanings: [ExitStatus: String] = [:], signalMeaning: String? = nil,
        run: @escaping @Sendable (Invocation, CommandContext) throws -> Int32
    ) {
        self.words = words.split(separator: " ").map(String.init)
        self.summary = summary
        self.arguments = arguments
        self.options = options
        self.details = details
        self.statuses = statuses
        self.meanings = meanings
        self.signalMeaning = signalMeaning
        self.run = run
    }

    var name: String { words.joined(separator: " ") }
}

/// A word that follows the command, as `NAME`.
struct ArgumentSpecification: Sendable {
    enum Count: Sendable { case one, optional, any }

    let name: String
    let count: Count
    let help: String

    init(_ name: String, _ help: String, count: Count = .one) {
        self.name = name
        self.count = count
        self.help = help
    }
}

/// An option: a long name, and the name of its value unless it is a switch.
struct OptionSpecification: Sendable {
    let name: String
    let value: String?
    let help: String
    /// Whether the command cannot do without it.
    let isRequired: Bool

    init(_ name: String, value: String? = nil, required: Bool = false, _ help: String) {
        self.name = name
        self.value = value
        self.help = help
        isRequired = required
    }
}

/// A command line that was understood.
struct Invocation: Sendable {
    let command: CommandSpecification
    /// The value of each option that was given; a switch has the empty string.
    let options: [String: String]
    let arguments: [String]

    func has(_ option: String) -> Bool { options[option] != nil }

    /// The argument at `index`; the parser has made sure that those of count `one` are there.
    func argument(_ index: Int) -> String? { index < arguments.count ? arguments[index] : nil }
}
