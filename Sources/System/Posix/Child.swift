package import Glibc

/// A process started by this one, in a process group of its own. Whoever lets go of it kills the whole group.
///
/// It starts with default signals, an empty signal mask, and no descriptors but those stated.
package struct Child: ~Copyable {
    /// Also the number of its process group.
    package let processID: pid_t
    /// Readable once the process has ended; -1 on kernels before 5.3, where `wait` looks again and again instead.
    let exitDescriptor: Descriptor

    private init(processID: pid_t) {
        self.processID = processID
        exitDescriptor = Descriptor(owning: openProcessDescriptor(processID))
    }

    deinit {
        signalGroup(SIGKILL)
        // A process that waits for a dead disk outlives even SIGKILL; it becomes init's.
        _ = try? wait(limit: .seconds(5))
        var state = siginfo_t()
        _ = waitid(P_PID, id_t(processID), &state, WEXITED | WNOHANG)
        // Grandchildren die in their own time, but soon; a moment later nobody may write into what they wrote into.
        let deadline = ContinuousClock.now + .seconds(1)
        while killpg(processID, 0) == 0, groupIsAlive, ContinuousClock.now < deadline { usleep(5_000) }
    }

    /// Starts `command`.
    ///
    /// - Parameters:
    ///   - standardInput: nil for /dev/null, like the next two.
    ///   - inheriting: these become the descriptors 3, 4, ... of the child.
    /// - Throws: `SystemCallError`: ENOENT where there is no such program; from posix_spawn(3), open(2), fcntl(2).
    package static func spawn(
        _ command: ChildCommand, standardInput: Int32? = nil, standardOutput: Int32? = nil,
        standardError: Int32? = nil, inheriting: [Int32] = []
    ) throws(SystemCallError) -> Child {
        Child(
            processID: try startProcess(
                command, descriptors: [standardInput, standardOutput, standardError] + inheriting))
    }

    /// Sends a signal to the child alone. The corresponding C function is `kill`.
    package func signal(_ signal: Int32) {
        _ = kill(processID, signal)
    }

    /// Sends a signal to every process of the group; content when none is left. The corresponding C function is `killpg`.
    package func signalGroup(_ signal: Int32) {
        _ = killpg(processID, signal)
    }

    /// How it ended, or nil while it runs. It stays a zombie, so that its number cannot become another's.
    ///
    /// - Throws: `SystemCallError` from waitid(2): ECHILD where this process ignores SIGCHLD.
    package func peek() throws(SystemCallError) -> ChildExit? {
        var state = siginfo_t()
        try checked("waitid") { waitid(P_PID, id_t(processID), &state, WEXITED | WNOHANG | WNOWAIT) }
        return ChildExit(state)
    }

    /// Waits until it ends, at most `limit`; nil when it still runs then.
    package func wait(limit: Duration) throws(SystemCallError) -> ChildExit? {
        let deadline = ContinuousClock.now + limit
        while true {
            if let exit = try peek() { return exit }
            let left = deadline - ContinuousClock.now
            if left <= .zero { return nil }
            let canBeTold = exitDescriptor.number >= 0
            _ = try waitUntilReadable([exitDescriptor.number], limit: canBeTold ? left : min(left, .milliseconds(20)))
        }
    }

    /// Ends the group in steps: SIGTERM to the child, SIGTERM to the group after half of `patience`, SIGKILL after all of it.
    /// When the child has ended already, what is left of its group gets the same time.
    ///
    /// - Returns: how the child itself ended; nil when it outlived SIGKILL by 5 seconds, as a process in a dead disk's queue.
    package consuming func end(patience: Duration) throws(SystemCallError) -> ChildExit? {
        _ = endProcessGroup(processID, patience: patience) { isGone }
        return try peek()
    }

    private var isGone: Bool {
        do throws(SystemCallError) { return try peek() != nil && !groupIsAlive } catch { return true }
    }

    /// Whether the group has a process that is no zombie.
    private var groupIsAlive: Bool {
        // While the child is not reaped killpg(2) always finds its zombie; /proc tells more.
        ProcessTable.members(ofGroup: processID).contains { !$0.isZombie }
    }
}

extension ChildExit {
    /// Nil for what waitid(2) leaves when nothing has ended.
    fileprivate init?(_ state: siginfo_t) {
        guard state.si_signo == SIGCHLD else { return nil }
        let status = state._sifields._sigchld.si_status
        self = state.si_code == CLD_EXITED ? .status(status) : .signal(status)
    }
}
