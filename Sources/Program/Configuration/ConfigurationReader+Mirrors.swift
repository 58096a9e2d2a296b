import Deb822
import Transfer

extension ConfigurationReader {
    mutating func readMirror(_ stanza: Stanza, name: String, _ file: String, _ directory: String) {
        let place = SourceLine(file, stanza["Mirror"]?.line ?? 0)
        check(NamedPlace(name: name, place: place), field: "Mirror", among: mirrorNames)
        mirrorNames.append(NamedPlace(name: name, place: place))
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
        case "state", "log", "user", "defaults": add(.onlyInDefaults(field.name), place)
        default:
            guard let rule = mirrorRule(for: field, place) else { return }
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

    mutating func mirrorRule(for field: Field, _ place: SourceLine) -> FieldRule<MirrorSettings>? {
        let name = field.name.lowercased()
        if let rule = rules.first(where: { $0.name.lowercased() == name }) { return rule }
        let registryFields = registryRules.map(\.name) + structuralRegistryFields
        if isUnsupported(field) {
            add(.unsupportedField(field.name), place)
        } else if registryFields.contains(where: { $0.lowercased() == name }) {
            add(.onlyInRegistries(field.name), place)
        } else {
            let known = rules.map(\.name) + structuralFields
            add(.unknownField(field.name, nearest: nearestName(to: field.name, among: known)), place)
        }
        return nil
    }
}
