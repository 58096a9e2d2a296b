package import Configuration
import Posix

extension Machine {
    /// This machine as the user has it who is to do the work.
    ///
    /// What an upstream sends is never read with the rights of root, unless `User: root` asks for it: started by root, the process
    /// becomes the user that the configuration names, before it opens anything else. Anyone else goes on as they are.
    ///
    /// - Throws: `Failure.runByRoot`, `noSuchUser`, `system`.
    package func working(as user: ConfiguredUser?) throws(Failure) -> Machine {
        guard isSuperuser else { return self }
        guard let user else { throw .runByRoot }
        guard let found = WorkingUser(named: user.name) else { throw .noSuchUser(user) }
        if found.userID == 0 { return self }
        try Failure.ofSystem { () throws(SystemCallError) in try found.takeOver() }
        var environment = environment
        environment["HOME"] = found.homeDirectory
        // Root's agent is none of this user's business.
        environment["SSH_AUTH_SOCK"] = nil
        return Machine(
            hostName: hostName, bootID: bootID, clock: clock, environment: environment, interruption: interruption,
            process: process, processorCount: processorCount, userName: found.name)
    }
}
