import Glibc
import Posix
import Testing

@Suite("An interruption", .serialized)
struct InterruptionTests {
    private func action(_ signal: Int32) -> sigaction {
        var action = sigaction()
        sigaction(signal, nil, &action)
        return action
    }

    private func isDefault(_ signal: Int32) -> Bool {
        let handler = action(signal).__sigaction_handler.sa_handler
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_DFL, to: Int.self)
    }

    /// Runs `body` with the signals of the program, and gives them back as they were.
    private func keepingSignals(_ body: () throws -> Void) throws {
        let signals = [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGCHLD]
        let saved = signals.map(action)
        defer {
            for (signal, var old) in zip(signals, saved) { sigaction(signal, &old, nil) }
        }
        try body()
    }

    @Test("comes from a signal, the first of which counts and the second of which would end the program")
    func signals() throws {
        try keepingSignals {
            let interruption = try Interruption()
            interruption.installForProgram()
            kill(getpid(), SIGHUP)
            // Any thread may take a signal that is sent to the process.
            while interruption.signal == nil { usleep(1000) }
            kill(getpid(), SIGTERM)
            while !isDefault(SIGTERM) { usleep(1000) }
            #expect(interruption.signal == SIGHUP)
            #expect(isDefault(SIGHUP) && !isDefault(SIGINT))
        }
    }

    @Test("leaves a signal alone that was ignored from the start, as by nohup(1)")
    func ignored() throws {
        try keepingSignals {
            signal(SIGHUP, SIG_IGN)
            let interruption = try Interruption()
            interruption.installForProgram()
            kill(getpid(), SIGHUP)
            kill(getpid(), SIGINT)
            while interruption.signal == nil { usleep(1000) }
            #expect(interruption.signal == SIGINT)
        }
    }
}
