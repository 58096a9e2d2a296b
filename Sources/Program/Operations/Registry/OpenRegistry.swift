package import Configuration
import Posix
import StateStore
import Timekeeping

/// A registry that is open for work: its stanza and what the store knows of it.
package final class OpenRegistry {
    package let program: Program
    package let configuration: RegistryConfiguration
    let store: StateStore

    init(program: Program, configuration: RegistryConfiguration, store: StateStore) {
        self.program = program
        self.configuration = configuration
        self.store = store
    }

    var machine: Machine { program.machine }
    var now: Instant { machine.clock.now() }
    var name: String { configuration.name }
    /// Days of a registry are those of UTC, wherever its mirrors stand.
    var today: CalendarDay { UTCTime(now).calendarDay }

    func stored<Result>(_ body: () throws(StateStoreError) -> Result) throws(Failure) -> Result {
        try Failure.ofStore(body)
    }

    /// Runs `body` while no other process writes: what it decides still holds when it is recorded.
    func atomically<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        try store.atomically(failure: { .store($0) }, body)
    }
}

/// How a rehearsal ends, so that the transaction around it is rolled back.
private enum RehearsalEnd: Error {
    case done
    case failed(Failure)
}

extension OpenRegistry {
    /// Runs `body` and takes back whatever it wrote into the store.
    func rehearse(_ body: () throws(Failure) -> Void) throws(Failure) {
        func rehearsal() throws(RehearsalEnd) {
            do throws(Failure) { try body() } catch { throw .failed(error) }
            throw .done
        }
        do throws(RehearsalEnd) {
            try store.atomically(failure: { .failed(.store($0)) }, rehearsal)
        } catch {
            if case .failed(let failure) = error { throw failure }
        }
    }
}

extension Program {
    /// The registry called `name`, or the only one.
    ///
    /// - Throws: `Failure.usage` where there is none or more than one, with their names.
    package func registryConfiguration(_ name: String?) throws(Failure) -> RegistryConfiguration {
        let names = configuration.registries.map(\.name)
        guard let name else {
            if configuration.registries.count == 1 { return configuration.registries[0] }
            if names.isEmpty {
                throw .usage(
                    "no registry is configured: expected a stanza that begins with `Registry: NAME`",
                    hint: "the README shows one, below \"The registry\"")
            }
            throw .usage(
                "several registries are configured: expected one of \(names.joined(separator: ", "))",
                hint: "say `--registry NAME`")
        }
        if let registry = configuration.registries.first(where: { $0.name == name }) { return registry }
        throw .usage(
            "unknown registry (\(name)): no stanza has that name",
            hint: nearestName(to: name, among: names).map { "did you mean `\($0)`?" }
                ?? "the stanza of a registry begins with `Registry: NAME`")
    }

    /// Opens a registry for reading alone, which needs no permission to write.
    ///
    /// - Throws: `Failure.usage` where nothing was recorded yet.
    package func openRegistryForReading(_ name: String?) throws(Failure) -> OpenRegistry {
        let configuration = try registryConfiguration(name)
        guard let store = try openStoreForReading() else {
            throw .usage(
                "nothing is recorded yet (\(configuration.name)): the state holds no registry",
                hint: "`mirrorward registry submit URL` proposes a mirror")
        }
        return OpenRegistry(program: self, configuration: configuration, store: store)
    }

    /// Opens a registry for reading and writing.
    package func openRegistry(_ name: String?) throws(Failure) -> OpenRegistry {
        OpenRegistry(program: self, configuration: try registryConfiguration(name), store: try openStore())
    }
}
