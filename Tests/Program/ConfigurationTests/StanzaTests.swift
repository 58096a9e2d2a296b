import Configuration
import Posix
import TestSupport
import Testing

@Suite("A configuration")
struct StanzaTests {
    @Test("has comments, carriage returns, empty lines and names in any case")
    func shape() throws {
        let text =
            "# all mirrors\r\ndefaults: YES\r\n# here\r\nGRACE: 1 day\r\n\r\n\r\n# one\r\nMIRROR: a\r\n"
            + "upstream: rsync://h.example.org/a\r\n# between\r\nroot: root\r\nsigned-by: a.gpg\r\n# inside\r\n b.gpg\r\n# end\r\n"
        let mirror = try #require(try ConfigurationText(text).first())
        #expect(mirror.name == "a" && mirror.grace == 86_400)
        #expect(mirror.keyrings.count == 2 && mirror.keyrings.allSatisfy { $0.hasSuffix(".gpg") })
        #expect(mirror.place.line == 8)
    }

    @Test("has defaults, which a mirror overrides")
    func defaults() throws {
        let text =
            "Defaults: yes\nState: state\nLog: /var/log/x\nGrace: 3 days\nSigned-By: d.gpg\nAt: 04:17\n\n"
            + "Mirror: a\nUpstream: h.example.org::a\nRoot: ra\n\nMirror: b\nUpstream: h.example.org::b\nRoot: rb\nGrace: 1 day\n"
            + "Signed-By: b.gpg\n"
        let configuration = try ConfigurationText(text).read()
        #expect(configuration.mirrors.map(\.grace) == [3 * 86_400, 86_400])
        #expect(configuration.mirrors.map(\.earliestMinute) == [257, 257])
        #expect(configuration.mirrors.map { splitPath($0.keyrings[0]).name } == ["d.gpg", "b.gpg"])
        #expect(configuration.stateDirectory.hasSuffix("/state") && configuration.logDirectory == "/var/log/x")
    }

    @Test("names the user who works when root has started the program")
    func user() throws {
        let text = "Defaults: yes\nUser: mirrorward\n\n" + ConfigurationText.sound
        #expect(try ConfigurationText(text).read().user?.name == "mirrorward")
        #expect(try ConfigurationText(ConfigurationText.sound).read().user == nil)
        let wrong = try ConfigurationText("Defaults: yes\nUser: two words\n\n" + ConfigurationText.sound).problems()
        #expect(wrong.count == 1 && wrong[0].hasPrefix("@/mirrorward.conf:2: "))
        #expect(try ConfigurationText.mirror("User: x").problems().count == 1)
    }

    @Test("that says nothing of them keeps its own files in /var")
    func directories() throws {
        let configuration = try ConfigurationText(ConfigurationText.sound).read()
        #expect(configuration.stateDirectory == "/var/lib/mirrorward")
        #expect(configuration.logDirectory == "/var/log/mirrorward")
    }

    @Test("has its parts in conf.d, in the order of their names, with paths relative to their own directory")
    func parts() throws {
        let part = { (name: String) in
            "Mirror: \(name)\nUpstream: h.example.org::\(name)\nRoot: \(name)\nUnsigned: yes\n"
        }
        let text = ConfigurationText(
            ConfigurationText.sound,
            others: [
                "conf.d/20.conf": part("c"), "conf.d/10.conf": part("b"), "conf.d/30.conf.disabled": "nonsense",
                "conf.d/.hidden.conf": "nonsense",
            ])
        let mirrors = try text.read().mirrors
        #expect(mirrors.map(\.name) == ["a", "b", "c"])
        #expect(mirrors[1].root.hasSuffix("/conf.d/b") && mirrors[1].place.file.hasSuffix("/conf.d/10.conf"))
    }

    @Test("of another name has no parts")
    func otherName() throws {
        let directory = try TemporaryDirectory()
        try directory.write(ConfigurationText.sound, to: "my.conf")
        try directory.write("nonsense", to: "conf.d/10.conf")
        #expect(try ConfigurationReader.read("\(directory.path)/my.conf").mirrors.count == 1)
    }

    @Test("that is not there says how to go on")
    func missing() throws {
        let error = #expect(throws: ConfigurationError.self) {
            try ConfigurationReader.read("/nonexistent/mirrorward.conf")
        }
        let problem = try #require(error?.problems.first)
        #expect(error?.problems.count == 1)
        #expect("\(problem.place)" == "/nonexistent/mirrorward.conf")
        #expect(problem.message == "cannot be read (No such file or directory)")
        #expect(problem.hint == "write it, or name another one with `--config FILE`")
    }

    @Test("whose conf.d cannot be read is refused, not read without it")
    func unreadableParts() throws {
        let text = ConfigurationText(ConfigurationText.sound, others: ["conf.d": "a file"])
        #expect(try text.problems() == ["@/conf.d: cannot be read (Not a directory)"])
    }

    static let mirrorB = "\nMirror: b\nUpstream: rsync://rsync.example.org/b/\nRoot: b\nSigned-By: b.gpg\n"
    static let faults: [(String, [String])] = [
        (
            "",
            [
                ": no mirror is configured: expected a stanza with `Mirror` or `Registry` | add a stanza with Mirror, Upstream, Root and Signed-By"
            ]
        ),
        (
            "# only\n",
            [
                ": no mirror is configured: expected a stanza with `Mirror` or `Registry` | add a stanza with Mirror, Upstream, Root and Signed-By"
            ]
        ),
        ("Mirror a\n", [":1: syntax error: expected `Field: value`, found a line without a colon"]),
        (" a\n", [":1: syntax error: a line that begins with a blank continues a field, and none stands before it"]),
        (": a\n", [":1: syntax error: expected the name of a field before the colon"]),
        (ConfigurationText.sound + "Root: x\n", [":5: repeated field (Root): it stands in line 3 too"]),
        (
            "Mirror: a\n",
            [
                ":1: missing field (mirror a): expected Root",
                ":1: missing field (mirror a): expected Signed-By | name the keyring of the archive's signing keys; "
                    + "an archive without signatures needs `Unsigned: yes`",
                ":1: missing field (mirror a): expected Upstream",
            ]
        ),
        (
            ConfigurationText.sound + "Unsigned: yes\n",
            [":5: invalid value (Unsigned): expected no beside Signed-By, or one of the two fields, found `yes`"]
        ),
        (
            ConfigurationText.sound + "At: noon\nFrob: x\nSplay: 9 days\n" + mirrorB + "Stale-After: x\n",
            [
                ":5: invalid value (At): expected a time of day, as 04:17, found `noon`", ":6: unknown field (Frob)",
                ":7: invalid value (Splay): expected a number and a unit (s, min, h, days, weeks) of at most 6 h, found `9 days`",
                ":13: field not supported by this version (Stale-After) | remove the field; it would be ignored, and that could "
                    + "mirror other files than you mean",
            ]
        ),
        (
            ConfigurationText.sound + "\nGrace: 1 day\n",
            [
                ":6: unknown stanza (Grace): expected one with `Mirror`, `Registry` or `Defaults: yes` | an empty line ends a "
                    + "stanza: is there one too many above?"
            ]
        ),
        (
            ConfigurationText.sound + "\nMiror: b\n",
            [
                ":6: unknown stanza (Miror): expected one with `Mirror`, `Registry` or `Defaults: yes` | did you mean `Mirror`?"
            ]
        ),
        (
            ConfigurationText.sound + "\nDefaults: yes\n",
            [":6: stanza out of place (Defaults): expected it once, before all others"]
        ),
        ("Defaults: no\n\n" + ConfigurationText.sound, [":1: invalid value (Defaults): expected yes, found `no`"]),
        (
            "Defaults: yes\nRoot: x\nUpstream: y\n\n" + ConfigurationText.sound,
            [
                ":2: field out of place (Root): expected in a `Mirror` stanza",
                ":3: field out of place (Upstream): expected in a `Mirror` stanza",
            ]
        ),
        (
            ConfigurationText.sound + "State: x\nLog: y\n",
            [
                ":5: field out of place (State): expected in the stanza `Defaults: yes`",
                ":6: field out of place (Log): expected in the stanza `Defaults: yes`",
            ]
        ),
        (
            "Defaults: yes\nState:\nLog: /\n\n" + ConfigurationText.sound,
            [
                ":2: invalid value (State): expected a path, found ``",
                ":3: invalid value (Log): expected a directory below /, found `/`",
            ]
        ),
        (
            ConfigurationText.sound + "\n" + ConfigurationText.sound,
            [":6: repeated mirror (a): the first stands at @/mirrorward.conf:1"]
        ),
    ]

    @Test("says what is wrong with it, all of it, each with its line", arguments: faults)
    func refused(text: String, expected: [String]) throws {
        #expect(try ConfigurationText(text).problems() == expected.map { "@/mirrorward.conf\($0)" })
    }

    @Test("has a repeated mirror told with the file of the first")
    func repeatedInParts() throws {
        let text = ConfigurationText(ConfigurationText.sound, others: ["conf.d/b.conf": ConfigurationText.sound])
        #expect(
            try text.problems() == ["@/conf.d/b.conf:1: repeated mirror (a): the first stands at @/mirrorward.conf:1"])
    }
}
