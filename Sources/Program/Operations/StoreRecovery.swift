import Configuration
import Glibc
import Posix
import Publishing
import Reporting
import SQLite
import Scheduling
import StateStore
import Timekeeping

extension Program {
    /// Opens the store for writing.
    ///
    /// A store that is not there, or is damaged, is made anew: from what can be read of the damaged one, and from what the disks
    /// show. The damaged one is kept beside it. Whoever runs the program is told.
    func openStore() throws(Failure) -> StateStore {
        try Failure.ofSystem { () throws(SystemCallError) in
            try createDirectories("\(configuration.stateDirectory)/locks")
        }
        let store = try openedOrMade()
        try closeToOthers()
        return store
    }

    private func openedOrMade() throws(Failure) -> StateStore {
        do throws(StateStoreError) {
            if try hasStore() { return try StateStore.open(storePath) }
        } catch {
            guard case .corrupt = error else { throw .store(error) }
        }
        return try makeStore()
    }

    /// Where the store holds the addresses of those who run listed mirrors, it is none of other users' business.
    private func closeToOthers() throws(Failure) {
        guard !configuration.registries.isEmpty else { return }
        try Failure.ofSystem { () throws(SystemCallError) in
            guard let status = try fileStatus(storePath), status.permissions & 0o007 != 0 else { return }
            try checked("chmod", storePath) { chmod(storePath, mode_t(status.permissions & 0o770)) }
        }
    }

    /// An empty file is what a crash leaves of a store that was about to be made.
    private func hasStore() throws(StateStoreError) -> Bool {
        do throws(SystemCallError) { return try fileStatus(storePath).map { $0.byteCount > 0 } ?? false } catch {
            throw .database(
                path: storePath, SQLiteError(code: SQLiteError.cannotOpen, message: "\(error)", context: storePath))
        }
    }

    /// Whoever comes second finds what the first has made.
    private func makeStore() throws(Failure) -> StateStore {
        let path = "\(configuration.stateDirectory)/locks/state"
        let lock = try waitForLock(path, kind: "state", of: configuration.stateDirectory, seconds: 60)
        var damage: String?
        do throws(StateStoreError) {
            if try hasStore() {
                let store = try StateStore.open(storePath)
                lock.release()
                return store
            }
        } catch {
            guard case .corrupt(_, let text) = error else { throw .store(error) }
            damage = text
        }
        if damage != nil {
            try StateStore.withoutWriters(storePath) { () throws(Failure) in try replaceStore(damage) }
        } else {
            try replaceStore(nil)
        }
        lock.release()
        return try Failure.ofStore { () throws(StateStoreError) in try StateStore.open(storePath) }
    }

    /// The new store is complete before it takes its place by one rename; what is damaged gets a second name before that.
    private func replaceStore(_ damage: String?) throws(Failure) {
        let fresh = "\(storePath).new"
        let aside = try Failure.ofSystem { () throws(SystemCallError) in try nameAside() }
        var learned = 0
        let complete = { (store: StateStore) throws(Failure) in
            learned = try learnPermits(store)
            guard let damage else { return }
            try recordReplacement(damage, aside, store)
            try rememberGenerations(store)
        }
        let tables = try StateStore.make(
            fresh, salvaging: damage == nil ? nil : storePath, failure: { Failure.store($0) }, complete)
        try Failure.ofSystem { () throws(SystemCallError) in
            let mode = try modeOfFresh()
            try checked("chmod", fresh) { chmod(fresh, mode) }
            if damage != nil { try setAside(aside) }
            for file in sideFiles + [".suspect"] { try removeFile(storePath + file) }
            try renameFile(fresh, to: storePath)
            try syncDirectory(configuration.stateDirectory)
        }
        if let damage {
            warn(replacement(damage, aside, tables))
        } else if learned > 0 {
            warn(
                Message(
                    "the state was not there (\(storePath)): when syncs were made is taken from the disks and the logs",
                    hint: "no upstream is asked sooner for it; the history before is lost"))
        }
    }

    /// What SQLite keeps beside a store belongs to that one: it would roll the new one back to the old one's pages.
    private var sideFiles: [String] { ["-journal", "-wal", "-shm"] }

    /// The new one is open to whom the old one was, and to others only where no registry is.
    private func modeOfFresh() throws(SystemCallError) -> mode_t {
        let old = try fileStatus(storePath).map { $0.permissions & 0o666 } ?? 0o644
        return mode_t((old | 0o600) & (configuration.registries.isEmpty ? 0o666 : 0o660))
    }

    /// The name that an attempt which was cut has given to this very file already, or a new one.
    private func nameAside() throws(SystemCallError) -> String {
        let prefix = "\(storePath).damaged-"
        let inode = try fileStatus(storePath)?.inode
        for name in try directoryNames(configuration.stateDirectory) {
            let path = "\(configuration.stateDirectory)/\(name)"
            if path.hasPrefix(prefix), try fileStatus(path)?.inode == inode { return path }
        }
        return prefix + machine.clock.now().generationName
    }

    /// What is damaged may hold the mail addresses of a registry, and nobody looks after it any more.
    private func setAside(_ aside: String) throws(SystemCallError) {
        try checked("chmod", storePath) { chmod(storePath, 0o640) }
        if try fileStatus(aside)?.inode != fileStatus(storePath)?.inode {
            try removeFile(aside)
            try linkFile(storePath, to: aside)
        }
        for file in sideFiles where try fileStatus(storePath + file) != nil {
            try checked("chmod", storePath + file) { chmod(storePath + file, 0o640) }
            try renameFile(storePath + file, to: aside + file)
        }
    }

    private func recordReplacement(_ damage: String, _ aside: String, _ store: StateStore) throws(Failure) {
        for mirror in configuration.mirrors {
            let event = EventRecord(
                mirror: mirror.name, occurredAt: machine.clock.now(), kind: .stateReplaced,
                text: "the state was damaged (\(damage)) and made anew; the old one is \(aside)")
            try Failure.ofStore { () throws(StateStoreError) in try store.record(event) }
        }
    }

    private func replacement(_ damage: String, _ aside: String, _ tables: [SalvagedTable]) -> Message {
        let lost = tables.filter { !$0.isWhole }.map(\.name)
        let saved: String
        if tables.isEmpty {
            saved = "nothing of it could be read, so registries are empty, if there were any"
        } else if lost.isEmpty {
            saved = "all records of permits, syncs, grace, accepted dates and registries could be read"
        } else {
            saved = "not all could be read of \(lost.joined(separator: ", "))"
        }
        return Message(
            "the state was damaged (\(storePath)): \(damage); it is made anew from what could be read and from the "
                + "disks: \(saved); generations, suites, and which files were verified, missing or rotten are not taken over "
                + "but found out anew",
            hint: "the damaged one is kept as \(aside); see to the disk, and remove it when nobody needs it any more")
    }
}
