import Deb822
import Glibc
import Posix

/// Reads the configuration file and, for the default one, `conf.d/*.conf` beside it; collects every problem before it gives up.
package struct ConfigurationReader {
    /// A stanza of configuration is some hundred bytes; thousands of them fit.
    private static let maximumFileSize = 4 << 20

    let rules = makeFieldRules()
    let registryRules = makeRegistryFieldRules()
    var configuration = Configuration()
    private var problems: [ConfigurationProblem] = []
    var defaultSettings = MirrorSettings()
    private var seenStanza = false
    var mirrorNames: [NamedPlace] = []
    var registryNames: [NamedPlace] = []

    /// The name of a stanza that was read, sound or not.
    struct NamedPlace {
        let name: String
        let place: SourceLine
    }

    private init() {}

    /// - Throws: `ConfigurationError` with all problems of all files.
    package static func read(_ path: String) throws(ConfigurationError) -> Configuration {
        var reader = ConfigurationReader()
        for file in reader.files(path) { reader.readFile(file) }
        reader.completeRegistries()
        reader.problems += conflicts(between: reader.configuration.mirrors)
        reader.problems += conflicts(
            between: reader.configuration.registries, beside: reader.configuration.mirrors)
        let isEmpty = reader.mirrorNames.isEmpty && reader.registryNames.isEmpty
        if isEmpty, reader.problems.isEmpty { reader.add(.noMirror, SourceLine(path)) }
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
        } else if let field = stanza["Registry"] {
            readRegistry(stanza, name: field, file, directory)
        } else if let field = stanza["Defaults"] {
            var isDefaults = false
            if let expected = readYesNo(field.value, { isDefaults = $0 }) ?? (isDefaults ? nil : "yes") {
                add(
                    .invalidValue(field: "Defaults", value: field.value, expected: expected),
                    SourceLine(file, field.line))
            }
            if seenStanza { add(.defaultsNotFirst, place) } else { readDefaults(stanza, file, directory) }
        } else if isUnsupported(first) {
            add(.unsupportedField(first.name), place)
        } else {
            let nearest = nearestName(to: first.name, among: ["Mirror", "Registry", "Defaults"])
            add(.unknownStanza(firstField: first.name, nearest: nearest), place)
        }
    }

    private mutating func readDefaults(_ stanza: Stanza, _ file: String, _ directory: String) {
        for field in stanza.fields {
            let place = SourceLine(file, field.line)
            switch field.name.lowercased() {
            case "defaults": break
            case "state": readDirectory(field, place, directory) { $0.stateDirectory = $1 }
            case "user": readUser(field, place)
            case "log": readDirectory(field, place, directory) { $0.logDirectory = $1 }
            case "mirror", "upstream": add(.onlyInMirrors(field.name), place)
            default:
                guard let rule = mirrorRule(for: field, place) else { continue }
                if rule.place == .mirror { add(.onlyInMirrors(rule.name), place) }
                var settings = defaultSettings
                apply(rule, field, to: &settings, place, directory)
                defaultSettings = settings
            }
        }
    }

    private mutating func readUser(_ field: Field, _ place: SourceLine) {
        let isName = !field.value.isEmpty && words(field.value) == [field.value] && !field.value.hasPrefix("-")
        configuration.user = ConfiguredUser(name: field.value, place: place)
        if !isName { add(.invalidValue(field: "User", value: field.value, expected: "the name of a user"), place) }
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

    /// - Parameter others: those of the same kind that were read before.
    mutating func check(_ stanza: NamedPlace, field: String, among others: [NamedPlace]) {
        let name = stanza.name
        let isName =
            !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix("-") && !name.hasPrefix(".")
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_+".contains($0)) }
        if !isName {
            let expected = "up to 64 letters, digits and . - _ +, not beginning with . or -"
            add(.invalidValue(field: field, value: name, expected: expected), stanza.place)
        }
        if let first = others.first(where: { $0.name == name }) {
            let isRegistry = field == "Registry"
            add(
                isRegistry ? .repeatedRegistry(name, first: first.place) : .repeatedMirror(name, first: first.place),
                stanza.place)
        }
    }

    func isUnsupported(_ field: Field) -> Bool {
        unsupportedFields.contains { $0.lowercased() == field.name.lowercased() }
    }

    /// Whether a field belongs into a stanza of a mirror.
    func isOfMirrors(_ field: Field) -> Bool {
        (rules.map(\.name) + structuralFields).contains { $0.lowercased() == field.name.lowercased() }
    }

    mutating func apply<Settings>(
        _ rule: FieldRule<Settings>, _ field: Field, to settings: inout Settings, _ place: SourceLine,
        _ directory: String
    ) {
        if let expected = rule.read(&settings, field.value, directory) {
            add(.invalidValue(field: rule.name, value: field.value, expected: expected), place)
        }
    }

    mutating func add(_ kind: ConfigurationProblem.Kind, _ place: SourceLine) {
        problems.append(ConfigurationProblem(place, kind))
    }
}

private func currentDirectory() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
}
