import Deb822
import MirrorRegistry

extension ConfigurationReader {
    mutating func readRegistry(_ stanza: Stanza, name: Field, _ file: String, _ directory: String) {
        let stanzaName = NamedPlace(name: name.value, place: SourceLine(file, name.line))
        check(stanzaName, field: "Registry", among: registryNames)
        registryNames.append(stanzaName)
        var registry = RegistryConfiguration(name: name.value, place: stanzaName.place, archive: .mirror(""))
        for field in stanza.fields { readField(field, into: &registry, SourceLine(file, field.line), directory) }
        readArchive(stanza, into: &registry)
        checkTogether(registry, stanza)
        configuration.registries.append(registry)
    }

    private mutating func readField(
        _ field: Field, into registry: inout RegistryConfiguration, _ place: SourceLine, _ directory: String
    ) {
        let name = field.name.lowercased()
        if structuralRegistryFields.contains(where: { $0.lowercased() == name }) { return }
        if let rule = registryRules.first(where: { $0.name.lowercased() == name }) {
            apply(rule, field, to: &registry, place, directory)
        } else if isUnsupported(field) {
            add(.unsupportedField(field.name), place)
        } else if ["state", "log", "defaults"].contains(name) {
            add(.onlyInDefaults(field.name), place)
        } else if isOfMirrors(field) {
            add(.onlyInMirrors(field.name), place)
        } else {
            let known = registryRules.map(\.name) + structuralRegistryFields
            add(.unknownField(field.name, nearest: nearestName(to: field.name, among: known)), place)
        }
    }

    private mutating func readArchive(_ stanza: Stanza, into registry: inout RegistryConfiguration) {
        guard let field = stanza["Archive"] else {
            add(.missingRegistryField("Archive", registry: registry.name), registry.place)
            return
        }
        guard field.value.contains(":") || field.value.contains("/") else {
            registry.archive = .mirror(field.value)
            return
        }
        var address: MirrorURL?
        if readMirrorURL(field.value, [.https, .http], { address = $0 }) != nil {
            let expected = "the name of a `Mirror` stanza, or an http or https address"
            let problem = ConfigurationProblem.Kind.invalidValue(
                field: "Archive", value: field.value, expected: expected)
            add(problem, SourceLine(registry.place.file, field.line))
        }
        guard let address else { return }
        registry.archive = .url(address)
        if stanza["Archive-URL"] == nil { registry.archiveURL = address }
    }

    /// What only shows when all fields of the stanza are known.
    private mutating func checkTogether(_ registry: RegistryConfiguration, _ stanza: Stanza) {
        if let field = stanza["Unsigned"], registry.isUnsignedAllowed, stanza["Signed-By"] != nil {
            let expected = "no beside Signed-By, or one of the two fields"
            add(
                .invalidValue(field: "Unsigned", value: field.value, expected: expected),
                SourceLine(registry.place.file, field.line))
        }
        let limits = registry.limits
        if let field = stanza["Pool-Reads"], limits.poolReads > limits.poolSamples {
            let expected = "no more than Pool-Samples, \(limits.poolSamples)"
            add(
                .invalidValue(field: "Pool-Reads", value: field.value, expected: expected),
                SourceLine(registry.place.file, field.line))
        }
    }

    /// What needs the mirrors and the directories of all files: keys of the mirror, the spool.
    mutating func completeRegistries() {
        for index in configuration.registries.indices { complete(&configuration.registries[index]) }
        for registry in configuration.registries { checkArchive(of: registry) }
    }

    private func complete(_ registry: inout RegistryConfiguration) {
        if registry.spoolDirectory.isEmpty {
            registry.spoolDirectory = "\(configuration.stateDirectory)/spool/\(registry.name)"
        }
        registry.limits.poolReads = min(registry.limits.poolReads, registry.limits.poolSamples)
        guard case .mirror(let name) = registry.archive, let mirror = configuration.mirror(named: name) else { return }
        if registry.keyrings.isEmpty, !registry.isUnsignedAllowed {
            registry.keyrings = mirror.keyrings
            registry.isUnsignedAllowed = mirror.isUnsignedAllowed
        }
    }

    private mutating func checkArchive(of registry: RegistryConfiguration) {
        switch registry.archive {
        case .mirror(""): return
        case .mirror(let name):
            // A mirror with faults of its own has been told of.
            if configuration.mirror(named: name) != nil || mirrorNames.contains(where: { $0.name == name }) { return }
            let nearest = nearestName(to: name, among: mirrorNames.map(\.name))
            add(.unknownMirror(name, nearest: nearest), registry.place)
        case .url:
            if registry.keyrings.isEmpty, !registry.isUnsignedAllowed {
                add(.missingRegistryField("Signed-By", registry: registry.name), registry.place)
            }
        }
    }
}
