import Glibc

/// Runs `body` on a thread of its own at the lowest priority of disk and processor, and waits for its end: the caller's own
/// priority, which nobody but root could raise again, stays as it is.
///
/// - Throws: `SystemCallError`, where no thread can be had; `body` did not run then.
package func runAtIdlePriority(_ body: () -> Void) throws(SystemCallError) {
    let status = withoutActuallyEscaping(body) { body in
        let work = Unmanaged.passRetained(IdleWork(body))
        var thread = pthread_t()
        let status = withSignalsBlocked { pthread_create(&thread, nil, runIdleWork, work.toOpaque()) }
        if status == 0 { pthread_join(thread, nil) }
        work.release()
        return status
    }
    if status != 0 { throw SystemCallError("pthread_create", number: status) }
}

private final class IdleWork {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
}

private func runIdleWork(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    beIdleAtDisk()
    // On Linux this is the thread's alone: setpriority(2), "C library/kernel differences".
    _ = setpriority(PRIO_PROCESS, 0, 19)
    Unmanaged<IdleWork>.fromOpaque(context).takeUnretainedValue().body()
    return nil
}
