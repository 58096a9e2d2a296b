import Glibc

/// Ends a process group in steps: SIGTERM to its leader alone, which may have its own to end in its own way (a receiving rsync
/// that gets a second signal while it saves a half-transferred file loses that file); after half of `patience` SIGTERM to the
/// whole group; after the other half SIGKILL, and up to 5 seconds more.
///
/// - Returns: whether `isGone` held in the end.
func endProcessGroup(_ leader: pid_t, patience: Duration, isGone: () -> Bool) -> Bool {
    if isGone() { return true }
    // A stopped process receives SIGTERM only when it goes on.
    for signal in [SIGTERM, SIGCONT] { kill(leader, signal) }
    if waits(upTo: patience / 2, isGone) { return true }
    for signal in [SIGTERM, SIGCONT] { killpg(leader, signal) }
    if waits(upTo: patience / 2, isGone) { return true }
    killpg(leader, SIGKILL)
    return waits(upTo: .seconds(5), isGone)
}

/// Looks ever less often, for each look reads the table of processes.
private func waits(upTo limit: Duration, _ isGone: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + limit
    var pause: useconds_t = 2000
    while !isGone() {
        if ContinuousClock.now >= deadline { return false }
        usleep(pause)
        pause = min(pause * 2, 100_000)
    }
    return true
}
