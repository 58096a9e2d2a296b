import Glibc
package import Posix

/// Fills a staging tree from an upstream by one run of rsync: one connection, one pass.
package struct Transfer: Sendable {
    private let request: TransferRequest

    package init(_ request: TransferRequest) {
        self.request = request
    }

    /// Runs rsync to its end. Whatever happens, no process of it is left afterwards that could be ended.
    ///
    /// - Parameters:
    ///   - log: what rsync says is appended to this file.
    ///   - locks: descriptors that rsync inherits: the sync's locks, held as long as any process of rsync lives.
    ///   - interruption: when asked, rsync is ended, and staging stays for the next run to go on with.
    ///   - onStart: called when rsync has just started, with what is needed to find and end it later.
    ///   - progress: called at most four times a second.
    package func run(
        log: String, locks: [Int32] = [], interruption: Interruption? = nil,
        onStart: (ProcessIdentity) -> Void = { _ in },
        progress: ((TransferProgress) -> Void)? = nil
    ) -> TransferOutcome {
        var session = TransferSession(request, log: log, progress: progress)
        if let fault = request.faultBeforeStart() { return session.outcome(.localFault(fault), exit: nil) }
        do throws(SystemCallError) {
            let child = try PipedChild.spawn(request.command, inheriting: locks)
            if let identity = ProcessIdentity(child.processID) { onStart(identity) }
            return finish(child, &session, interruption)
        } catch {
            return session.outcome(.localFault(.system(error)), exit: nil)
        }
    }

    private func finish(
        _ child: consuming PipedChild, _ session: inout TransferSession, _ interruption: Interruption?
    ) -> TransferOutcome {
        do throws(SystemCallError) {
            let outcome = try session.run(child, interruption)
            // What is left there belongs to files that the upstream no longer has.
            if outcome.ending == .complete { try? removeTree(request.partialDirectory) }
            return outcome
        } catch {
            // rsync had started, and nobody knows what it said to the upstream: that counts as a contact.
            return session.outcome(.localFault(.other(number: error.number)), exit: .signal(SIGKILL))
        }
    }
}

extension TransferRequest {
    /// What would make rsync fail, but only after it had spent the day's permit.
    fileprivate func faultBeforeStart() -> TransferEnding.LocalFault? {
        if findExecutable(rsyncPath, searchPath: searchPath) == nil { return .missingProgram(rsyncPath) }
        if case .remoteShell = upstream.transport, findExecutable("ssh", searchPath: searchPath) == nil {
            return .missingProgram("ssh")
        }
        if case .daemon = upstream.transport, let passwordFile {
            return passwordFileFault(passwordFile).map { .passwordFile($0) }
        }
        return nil
    }
}

/// Why rsync would not take its password from the file `path`, or nil where it would.
package func passwordFileFault(_ path: String) -> TransferEnding.PasswordFileFault? {
    guard let status = try? fileStatus(path) else { return .missing }
    if access(path, R_OK) != 0 { return .unreadable }
    if status.permissions & 0o006 != 0 { return .openToOthers }
    return geteuid() == 0 && status.owner != 0 ? .notRoots : nil
}
