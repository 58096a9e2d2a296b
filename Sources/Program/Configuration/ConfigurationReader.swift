import Deb822
import Glibc
import Posix
import Transfer

/// Reads the configuration file and, for the default one, `conf.d/*.conf` beside it; collects every problem before it gives up.
package struct ConfigurationReader {
    /// A stanza of configuration is some hundred bytes; a thousand mirrors fit.
    private static let maximumFileSize = 4 << 20

    private let rules = makeFieldRules()
    private var configuration = Configuration()
    private var problems: [ConfigurationProblem] = []
    private var defaultSettings = MirrorSettings()
    private var seenStanza = false
    private var seenNames: [(name: String, place: SourceLine)] = []

    private init() {}

    /// - Throws: `ConfigurationError` with all problems of all files.
    package static func read(_ path: String) throws(ConfigurationError) -> Configuration {
        var reader = ConfigurationReader()
        for file in reader.files(path) { reader.readFile(file) }
        reader.problems += conflicts(between: reader.configuration.mirrors)
        if reader.seenNames.isEmpty, reader.problems.isEmpty { reader.add(.noMirror, SourceLine(path)) }
        if !reader.problems.isEmpty { throw ConfigurationError(problems: reader.problems) }
        return reader.configuration
    }

    /// The main file, then those of `conf.d` in the order of their names.
    private mutating func files(_ path: String) -> [String] {
        guard splitPath(path).name == splitPath(Configuration.defaultPath).name else { return [path] }
        let directory = splitPath(path).directory + "/conf.d"
        do throws(SystemCallError) {
            let parts = try directoryNames(directory).filter { $0.hasSuffix(".conf") && !$0.hasPrefix(".") }.sorted()
            return [path] + parts.map { "\(directory)/\($0)" }
        } catch {
            if error.number != ENOENT { add(.unreadable(error), SourceLine(directory)) }
            return [path]
        }
    }

    private mutating func readFile(_ file: String) {
        do {
            let bytes = try Posix.readFile(file, limit: Self.maximumFileSize)
            let stanzas = try Deb822Parser.parse(bytes, limits: .configuration, allowsComments: true)
            let directory = absolutePath(splitPath(file).directory, from: currentDirectory())
            for stanza in stanzas { readStanza(stanza, file, directory) }
        } catch let error as SystemCallError {
            problems.append(ConfigurationProblem(SourceLine(file), .unreadable(error)))
        } catch let error as Deb822Error {
            problems.append(ConfigurationProblem(SourceLine(file, error.line ?? 0), .syntax(error.message)))
        } catch {
            problems.append(ConfigurationProblem(SourceLine(file), .syntax("\(error)")))
        }
    }

    private mutating func readStanza(_ stanza: Stanza, _ file: String, _ directory: String) {
        guard let first = stanza.fields.first else { return }
        let place = SourceLine(file, first.line)
        defer { seenStanza = true }
        if let field = stanza["Mirror"] {
            readMirror(stanza, name: field.value, file, directory)
        } else if let field = stanza["Defaults"] {
            var isDefaults = false
            if let expected = readYesNo(field.value, { isDefaults = $0 }) ?? (isDefaults ? nil : "yes") {
                add(
                    .invalidValue(field: "Defaults", value: field.value, expected: expected),
                    SourceLine(file, field.line))
            }
            if seenStanza { add(.defaultsNotFirst, place) } else { readDefaults(stanza, file, directory) }
        } else if unsupportedFields.contains(where: { $0.lowercased() == first.name.lowercased() }) {
            add(.unsupportedField(first.name), place)
        } else {
            let nearest = nearestName(to: first.name, among: ["Mirror", "Defaults"])
            add(.unknownStanza(firstField: first.name, nearest: nearest), place)
        }
    }

    private mutating func readDefaults(_ stanza: Stanza, _ file: String, _ directory: String) {
        for field in stanza.fields {
            let place = SourceLine(file, field.line)
            switch field.name.lowercased() {
            case "defaults": break
            case "state": readDirectory(field, place, directory) { $0.stateDirectory = $1 }
            case "log": readDirectory(field, place, directory) { $0.logDirectory = $1 }
            case "mirror", "upstream": add(.onlyInMirrors(field.name), place)
            default:
                guard let rule = rule(for: field, place) else { continue }
                if rule.place == .mirror { add(.onlyInMirrors(rule.name), place) }
                var settings = defaultSettings
                apply(rule, field, to: &settings, place, directory)
                defaultSettings = settings
            }
        }
    }

    private mutating func readDirectory(
        _ field: Field, _ place: SourceLine, _ directory: String, _ store: (inout Configuration, String) -> Void
    ) {
        var path = ""
        let expected = readPath(field.value, directory) { path = $0 }
        store(&configuration, path)
        if let expected {
            add(.invalidValue(field: field.name, value: field.value, expected: expected), place)
        }
    }

    private mutating func readMirror(_ stanza: Stanza, name: String, _ file: String, _ directory: String) {
        let place = SourceLine(file, stanza["Mirror"]?.line ?? 0)
        checkName(name, place)
        var settings = defaultSettings
        for field in stanza.fields { readField(field, into: &settings, SourceLine(file, field.line), directory) }
        complete(&settings, stanza, name, place)
        guard let upstream = readUpstream(stanza, name, place, directory) else { return }
        configuration.mirrors.append(
            MirrorConfiguration(name: name, place: place, upstream: upstream, settings: settings))
    }

    private mutating func readField(
        _ field: Field, into settings: inout MirrorSettings, _ place: SourceLine, _ directory: String
    ) {
        switch field.name.lowercased() {
        case "mirror", "upstream": break
        case "state", "log", "defaults": add(.onlyInDefaults(field.name), place)
        default:
            guard let rule = rule(for: field, place) else { return }
            if rule.place == .defaults { add(.onlyInDefaults(rule.name), place) }
            apply(rule, field, to: &settings, place, directory)
        }
    }

    /// What only shows when all fields of a stanza are known.
    private mutating func complete(
        _ settings: inout MirrorSettings, _ stanza: Stanza, _ name: String, _ place: SourceLine
    ) {
        if stanza["Root"] == nil { add(.missingField("Root", mirror: name), place) }
        if settings.keyrings.isEmpty, stanza["Signed-By"] == nil, !settings.isUnsignedAllowed {
            add(.missingField("Signed-By", mirror: name), place)
        }
        if let field = stanza["Unsigned"], settings.isUnsignedAllowed, stanza["Signed-By"] != nil {
            let expected = "no beside Signed-By, or one of the two fields"
            add(
                .invalidValue(field: "Unsigned", value: field.value, expected: expected),
                SourceLine(place.file, field.line))
        }
        if settings.publicLink.isEmpty, !settings.root.isEmpty { settings.publicLink = settings.root + "/public" }
        if let field = stanza["Public"], !settings.root.isEmpty, !isLinkPlace(settings.publicLink, root: settings.root)
        {
            let expected = "a link that is not Root, nor in its generations/ or staging/"
            add(
                .invalidValue(field: "Public", value: field.value, expected: expected),
                SourceLine(place.file, field.line))
        }
    }

    private mutating func checkName(_ name: String, _ place: SourceLine) {
        let isName =
            !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix("-") && !name.hasPrefix(".")
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_+".contains($0)) }
        if !isName {
            let expected = "up to 64 letters, digits and . - _ +, not beginning with . or -"
            add(.invalidValue(field: "Mirror", value: name, expected: expected), place)
        }
        if let first = seenNames.first(where: { $0.name == name }) {
            add(.repeatedMirror(name, first: first.place), place)
        }
        seenNames.append((name, place))
    }

    private mutating func readUpstream(
        _ stanza: Stanza, _ name: String, _ place: SourceLine, _ directory: String
    ) -> Upstream? {
        guard let field = stanza["Upstream"] else {
            add(.missingField("Upstream", mirror: name), place)
            return nil
        }
        let isRelative = !field.value.hasPrefix("/") && !field.value.contains(":")
        let text = isRelative && !field.value.isEmpty ? absolutePath(field.value, from: directory) : field.value
        do { return try Upstream(text) } catch {
            // What is said here may go into a mail: a password does not.
            let shown = error == .password ? "a password in the address" : field.value
            let problem = ConfigurationProblem.Kind.invalidValue(
                field: "Upstream", value: shown, expected: error.expectation)
            add(problem, SourceLine(place.file, field.line))
            return nil
        }
    }

    private mutating func rule(for field: Field, _ place: SourceLine) -> FieldRule? {
        let name = field.name.lowercased()
        if let rule = rules.first(where: { $0.name.lowercased() == name }) { return rule }
        if unsupportedFields.contains(where: { $0.lowercased() == name }) {
            add(.unsupportedField(field.name), place)
        } else {
            let known = rules.map(\.name) + structuralFields
            add(.unknownField(field.name, nearest: nearestName(to: field.name, among: known)), place)
        }
        return nil
    }

    private mutating func apply(
        _ rule: FieldRule, _ field: Field, to settings: inout MirrorSettings, _ place: SourceLine,
        _ directory: String
    ) {
        if let expected = rule.read(&settings, field.value, directory) {
            add(.invalidValue(field: rule.name, value: field.value, expected: expected), place)
        }
    }

    private mutating func add(_ kind: ConfigurationProblem.Kind, _ place: SourceLine) {
        problems.append(ConfigurationProblem(place, kind))
    }
}

private func currentDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
}
