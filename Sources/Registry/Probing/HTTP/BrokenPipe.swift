import Glibc

/// Calls `body` so that a connection that the other end closed is an error and no signal.
///
/// OpenSSL writes with write(2), which sends SIGPIPE; libcurl keeps it off only where it may change what signals do, which a thread
/// must not. The signal is for the thread that wrote: it is held back here, and taken away before it could be delivered.
func withoutBrokenPipeSignal<Result>(_ body: () -> Result) -> Result {
    var (pipe, before, pending) = (sigset_t(), sigset_t(), sigset_t())
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    sigpending(&pending)
    let wasPending = sigismember(&pending, SIGPIPE) == 1
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer {
        var now = timespec()
        if !wasPending { while sigtimedwait(&pipe, nil, &now) < 0, errno == EINTR {} }
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return body()
}
