package import Posix
package import Timekeeping

/// What the program knows of where it runs: read once, in `main.swift`.
package struct Machine: Sendable {
    /// The host's full name, as far as it is known.
    package let hostName: String
    package let bootID: String
    package let clock: any Clock
    package let environment: [String: String]
    package let interruption: Interruption
    /// Processors that this process may run on.
    package let processorCount: Int
    /// Whose rights the program has.
    package let userName: String?
    /// Whether those are root's.
    package let isSuperuser: Bool
    /// This process, for locks and records.
    package let process: ProcessIdentity

    package init(
        hostName: String, bootID: String, clock: any Clock, environment: [String: String],
        interruption: Interruption, process: ProcessIdentity, processorCount: Int = 1, userName: String? = nil,
        isSuperuser: Bool = false
    ) {
        self.hostName = hostName
        self.bootID = bootID
        self.clock = clock
        self.environment = environment
        self.interruption = interruption
        self.process = process
        self.processorCount = processorCount
        self.userName = userName
        self.isSuperuser = isSuperuser
    }

    /// Where programs are looked for: PATH, and behind it the directories that cron(8) may leave out.
    var searchPath: String {
        let fixed = "/usr/local/bin:/usr/bin:/bin"
        guard let path = environment["PATH"], !path.isEmpty else { return fixed }
        return path
    }

    /// The path of a program.
    ///
    /// - Throws: `Failure.programMissing`.
    func program(_ name: String) throws(Failure) -> String {
        if let path = findExecutable(name, searchPath: searchPath) { return path }
        throw .programMissing(name)
    }

    /// The path of a program that may be missing.
    func optionalProgram(_ name: String) -> String? { findExecutable(name, searchPath: searchPath) }

    /// Who started the program, by the name of their login; behind sudo(8), who asked for it.
    package var loginName: String? {
        ["SUDO_USER", "LOGNAME", "USER"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? userName
    }

    /// Threads that validation uses where nobody says how many. Beyond four the disk is what is waited for.
    var usualJobs: Int { min(4, max(1, processorCount)) }

    /// Waits, unless a signal asks to stop; returns that signal.
    func pause(seconds: Int64) -> Int32? {
        interruption.wait(seconds: seconds)
        return interruption.signal
    }
}
