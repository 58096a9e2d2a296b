package import Configuration
package import Reporting
import StateStore
package import Timekeeping

/// The configured program: from here every use case starts.
package struct Program: Sendable {
    package let machine: Machine
    package let configuration: Configuration
    /// Says at once what whoever runs the program should know, whatever else comes of it.
    let warn: @Sendable (Message) -> Void

    package init(
        machine: Machine, configuration: Configuration, warn: @escaping @Sendable (Message) -> Void = { _ in }
    ) {
        self.machine = machine
        self.configuration = configuration
        self.warn = warn
    }

    var storePath: String { "\(configuration.stateDirectory)/state.sqlite" }

    func lockPath(_ mirror: MirrorConfiguration, _ kind: LockKind) -> String {
        "\(configuration.stateDirectory)/locks/\(mirror.name).\(kind.rawValue)"
    }

    func logDirectory(_ mirror: MirrorConfiguration) -> String { "\(configuration.logDirectory)/\(mirror.name)" }

    /// The store as it is, or nil before the first sync.
    func openStoreForReading() throws(Failure) -> StateStore? {
        do throws(StateStoreError) { return try StateStore.openForReading(storePath) } catch {
            if case .notThere = error { return nil }
            throw .store(error)
        }
    }

    /// The mirror called `name`.
    ///
    /// - Throws: `Failure.unknownMirror` with the nearest name.
    package func mirror(_ name: String) throws(Failure) -> MirrorConfiguration {
        if let mirror = configuration.mirror(named: name) { return mirror }
        throw .unknownMirror(name, nearest: nearestName(to: name, among: configuration.mirrors.map(\.name)))
    }

    /// All mirrors where `names` is empty.
    package func mirrors(_ names: [String]) throws(Failure) -> [MirrorConfiguration] {
        if names.isEmpty { return configuration.mirrors }
        var result: [MirrorConfiguration] = []
        for name in names where !result.contains(where: { $0.name == name }) { result.append(try mirror(name)) }
        return result
    }

    /// The zone whose calendar days count for `mirror`.
    package func zone(of mirror: MirrorConfiguration) throws(Failure) -> TimeZoneRules {
        try readZone(mirror.timeZoneName, place: mirror.place)
    }
}

/// As `--version` and the traces state it.
package let programVersion = "0.1.0"

/// The two locks of a mirror: a long one for whoever changes staging, a short one for whoever changes what is served.
enum LockKind: String {
    case sync, publication
}
