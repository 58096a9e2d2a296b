import Configuration
import Posix
import Publishing
import StateStore
import Validation

extension Program {
    /// What is mirrored of the archive, with the components that it had when it was last published.
    func selection(_ mirror: MirrorConfiguration, _ store: StateStore?) throws(Failure) -> Selection {
        let states = try Failure.ofStore { () throws(StateStoreError) in try store?.suiteStates(of: mirror.name) ?? [] }
        return Selection(
            suites: mirror.suites, components: mirror.components, architectures: mirror.architectures,
            hasSources: mirror.hasSources, excludes: mirror.excludes, knownComponents: states.flatMap(\.components))
    }
}

extension SyncRun {
    /// Writes the rules for rsync; removes them where all is mirrored.
    func writeFilters() throws(Failure) {
        let path = root.filters
        let rules = selection.rules
        try Failure.ofSystem { () throws(SystemCallError) in
            if rules.isEmpty { return try removeFile(path) }
            try replaceFile(path, with: Array(rules.map { $0.line + "\n" }.joined().utf8))
        }
    }
}

extension MirrorSettings {
    /// What is left out, in one line; nil where all is mirrored.
    var selectionLine: String? {
        var parts: [String] = []
        for (name, values) in [("suites", suites), ("components", components), ("architectures", architectures)]
        where !values.isEmpty { parts.append("only \(name) \(values.joined(separator: " "))") }
        if !hasSources { parts.append("no sources") }
        if !excludes.isEmpty { parts.append("not \(excludes.joined(separator: " "))") }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}
