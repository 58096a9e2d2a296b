import Glibc

/// What a thread is to do.
final class Job: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// nil where the system starts none.
func startThread(_ job: Job) -> pthread_t? {
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(job)
    let failure = withSignalsBlocked { pthread_create(&thread, nil, runJob, argument.toOpaque()) }
    if failure == 0 { return thread }
    argument.release()
    return nil
}

/// Runs `body` in a thread that nobody waits for and that no signal finds; false where the system starts none. The corresponding C
/// function is `pthread_create`.
package func startDetachedThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = startThread(Job(body)) else { return false }
    pthread_detach(thread)
    return true
}

/// A thread begins with the mask of the one that starts it; signals are to find the main thread.
func withSignalsBlocked<Result>(_ body: () -> Result) -> Result {
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return body()
}

private func runJob(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}
