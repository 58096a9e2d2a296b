import Configuration
import TestSupport

/// A configuration file of a test's own, read once; `@` in messages stands for its directory.
struct ConfigurationText {
    let main: String
    var others: [String: String] = [:]

    init(_ main: String, others: [String: String] = [:]) {
        self.main = main
        self.others = others
    }

    /// A mirror that needs nothing more, with `fields` added to its stanza.
    static func mirror(_ fields: String...) -> ConfigurationText {
        ConfigurationText(sound + fields.map { $0 + "\n" }.joined())
    }

    static let sound = "Mirror: a\nUpstream: rsync://rsync.example.org/a/\nRoot: root\nSigned-By: a.gpg\n"

    func read() throws -> Configuration {
        let directory = try TemporaryDirectory()
        return try read(in: directory)
    }

    private func read(in directory: borrowing TemporaryDirectory) throws -> Configuration {
        try directory.write(main, to: "mirrorward.conf")
        for (name, text) in others { try directory.write(text, to: name) }
        return try ConfigurationReader.read("\(directory.path)/mirrorward.conf")
    }

    /// The settings of the first mirror.
    func first() throws -> MirrorConfiguration? { try read().mirrors.first }

    /// Each problem as `@/file:line: message`, with the hint behind ` | `.
    func problems() throws -> [String] {
        let directory = try TemporaryDirectory()
        do {
            _ = try read(in: directory)
            return []
        } catch let error as ConfigurationError {
            return error.problems.map { problem in
                let text = "\(problem.place): \(problem.message)" + (problem.hint.map { " | \($0)" } ?? "")
                return text.replacing(directory.path, with: "@")
            }
        }
    }
}
