import Configuration
import Posix
import Publishing
import StateStore
import Timekeeping

extension Program {
    /// What a lock file says of who holds it.
    var lockHolder: String { "process \(machine.process.processID), since \(machine.clock.now().iso8601)" }

    /// Takes the sync lock; nil when a living sync has it.
    ///
    /// An rsync that outlived its parent holds the lock too, for it inherited it. Such a one is ended here, before anyone touches
    /// what it writes to; `orphans` then counts its processes.
    func takeSyncLock(
        _ mirror: MirrorConfiguration, _ store: StateStore, orphans: inout Int
    ) throws(Failure) -> FileLock? {
        let path = lockPath(mirror, .sync)
        if let lock = try Failure.ofSystem({ () throws(SystemCallError) in
            try FileLock.acquire(path, holder: lockHolder)
        }) {
            return lock
        }
        let ended = try endOrphans(of: mirror, store, lockPath: path)
        guard ended > 0 else { return try acquireFromDying(path) }
        orphans = ended
        return try Failure.ofSystem { () throws(SystemCallError) in try FileLock.acquire(path, holder: lockHolder) }
    }

    /// Takes the lock that lies in Root: it holds when the state directory was lost, or when two of them name one Root.
    func takeRootLock(_ mirror: MirrorConfiguration, orphans: inout Int) throws(Failure) -> FileLock? {
        let path = mirror.mirrorRoot.lock
        if let lock = try Failure.ofSystem({ () throws(SystemCallError) in
            try FileLock.acquire(path, holder: lockHolder)
        }) {
            return lock
        }
        for leader in try unrecordedOrphans(path) { orphans += try end(leader, mirror, path) }
        return try acquireFromDying(path)
    }

    /// Takes a lock whose holder has gone. A child that was being started when it was killed has the lock until its own program
    /// runs, which takes moments; so has a process of several threads that is on its way out.
    ///
    /// - Returns: nil where the process that the file names lives.
    /// - Throws: `Failure.lockHeldByStranger` where it does not, and the lock is held after two seconds all the same.
    private func acquireFromDying(_ path: String) throws(Failure) -> FileLock? {
        for attempt in 0..<20 {
            if attempt > 0 { try waitForMoment() }
            let lock = try Failure.ofSystem { () throws(SystemCallError) in
                try FileLock.acquire(path, holder: lockHolder)
            }
            if let held = consume lock { return held }
            if isHolderAlive(path) { return nil }
        }
        let holders = try Failure.ofSystem { () throws(SystemCallError) in try ProcessIdentity.holders(of: path) }
        throw .lockHeldByStranger(path, processes: holders.map(\.processID))
    }

    private func waitForMoment() throws(Failure) {
        machine.interruption.wait(milliseconds: 100)
        if let signal = machine.interruption.signal { throw .interrupted(signal: signal) }
    }

    /// Whether the process that the lock file names is there; as long as nobody knows, it is.
    private func isHolderAlive(_ path: String) -> Bool {
        let words = FileLock.holder(path)?.split { $0 == " " || $0 == "," } ?? []
        guard words.count > 1, let number = Int32(words[1]) else { return true }
        return ProcessIdentity(number) != nil
    }

    /// Ends what is left of syncs whose own process has gone: first the rsync that they recorded; where they were killed before
    /// they could, every rsync and ssh that holds the lock.
    private func endOrphans(
        of mirror: MirrorConfiguration, _ store: StateStore, lockPath: String
    ) throws(Failure) -> Int {
        var count = 0
        let unfinished = try Failure.ofStore { () throws(StateStoreError) in
            try store.unfinishedSyncs(of: mirror.name)
        }
        for sync in unfinished where !sync.parent.identity.isAlive {
            guard let child = sync.transferProcess else { continue }
            count += try end(child.identity, mirror, lockPath)
        }
        if count > 0 { return count }
        for leader in try unrecordedOrphans(lockPath) { count += try end(leader, mirror, lockPath) }
        return count
    }

    private func end(
        _ leader: ProcessIdentity, _ mirror: MirrorConfiguration, _ lockPath: String
    ) throws(Failure) -> Int {
        switch leader.endGroup(holding: lockPath) {
        case .absent: return 0
        case .ended(let processes): return processes.count
        case .survived(let processes): throw .orphanSurvived(mirror: mirror.name, processes: processes)
        }
    }

    /// The leaders of the groups that hold the lock, when no mirrorward holds it: such a one is a sync that lives.
    ///
    /// Each transfer has a group of its own, led by rsync. What rsync starts in it has other names and the same lock.
    private func unrecordedOrphans(_ lockPath: String) throws(Failure) -> [ProcessIdentity] {
        let holders = try Failure.ofSystem { () throws(SystemCallError) in try ProcessIdentity.holders(of: lockPath) }
        // Read once: what rsync started may go at any moment, and its name and group with it.
        let living = holders.compactMap { holder -> (group: Int32, name: String)? in
            let name = processName(holder.processID)
            return name.isEmpty ? nil : holder.group.map { ($0, name) }
        }
        let ownName = processName(machine.process.processID)
        let isOfTransfer = living.allSatisfy { group, name in
            name != ownName && [name, processName(group)].contains { $0 == "rsync" || $0 == "ssh" }
        }
        guard isOfTransfer else { return [] }
        let groups = Set(living.map(\.group))
        return groups.compactMap { group in
            ProcessIdentity(group) ?? ProcessIdentity(processID: group, startTime: 0, bootID: machine.bootID)
        }
    }

    /// Runs `body` under the publication lock.
    func underPublicationLock<Result>(
        _ mirror: MirrorConfiguration, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let lock = try publicationLock(mirror)
        let result = try body()
        lock.release()
        return result
    }

    /// Takes the publication lock. It is held for moments, so whoever waits does not wait long.
    ///
    /// - Throws: `Failure.locked` after ten minutes, which is what a syncfs may take on a slow disk.
    func publicationLock(_ mirror: MirrorConfiguration) throws(Failure) -> FileLock {
        try waitForLock(lockPath(mirror, .publication), kind: "publication", of: mirror.name, seconds: 600)
    }

    /// Takes a lock that is held for moments by whoever has it.
    ///
    /// - Parameters:
    ///   - name: of the mirror or registry, for what is said when it is not to be had.
    ///   - seconds: after which it is not waited for any longer.
    /// - Throws: `Failure.locked`, `Failure.interrupted`.
    func waitForLock(_ path: String, kind: String, of name: String, seconds: Int) throws(Failure) -> FileLock {
        for attempt in 0..<(seconds * 10) {
            if attempt > 0 { try waitForMoment() }
            let lock = try Failure.ofSystem { () throws(SystemCallError) in
                try FileLock.acquire(path, holder: lockHolder)
            }
            if let held = consume lock { return held }
        }
        throw .locked(mirror: name, kind: kind, holder: FileLock.holder(path) ?? "unknown")
    }

    /// As the marker in Root says: whoever pins a generation keeps it though the state is lost.
    func pinnedGenerations(_ mirror: MirrorConfiguration) throws(Failure) -> Set<GenerationName> {
        try Failure.ofPublishing(mirror.name) { () throws(PublishingError) in
            try mirror.mirrorRoot.readMarker()?.pinned ?? []
        }
    }
}

/// The name of a process's program, as proc_pid_comm(5); empty once it has gone.
private func processName(_ processID: Int32) -> String {
    guard let bytes = try? readFile("/proc/\(processID)/comm", limit: 64) else { return "" }
    return String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
}

extension RecordedProcess {
    init(_ identity: ProcessIdentity) {
        self.init(processID: identity.processID, startTime: identity.startTime, bootID: identity.bootID)
    }

    var identity: ProcessIdentity {
        ProcessIdentity(processID: processID, startTime: startTime, bootID: bootID)
    }
}
