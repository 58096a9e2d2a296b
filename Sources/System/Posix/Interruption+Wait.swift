import Glibc

extension Interruption {
    /// Waits for a request to stop, and at most that long. The corresponding C function is `poll`.
    package func wait(milliseconds: Int64) {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        while signal == nil {
            let left = ContinuousClock.now.duration(to: deadline)
            if left <= .zero { return }
            let step = min(
                left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1, 60_000)
            var entry = pollfd(fd: descriptorNumber, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, Int32(step))
        }
    }

    package func wait(seconds: Int64) { wait(milliseconds: seconds.multipliedReportingOverflow(by: 1000).partialValue) }
}
