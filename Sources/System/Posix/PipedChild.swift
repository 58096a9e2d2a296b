package import Glibc

/// Which of a child's streams some bytes came from.
package enum ChildStream: Sendable, Hashable { case output, error }

/// A child whose standard output and standard error are read without ever waiting for either alone.
package struct PipedChild: ~Copyable {
    private let child: Child
    private let output: Descriptor
    private let error: Descriptor
    private var isOpen: [ChildStream: Bool] = [.output: true, .error: true]
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    private init(child: consuming Child, output: consuming Descriptor, error: consuming Descriptor) {
        self.child = child
        self.output = output
        self.error = error
    }

    /// Starts `command`; the parameters are those of `Child.spawn`.
    ///
    /// - Throws: `SystemCallError`, as `Child.spawn`, and from pipe2(2).
    package static func spawn(
        _ command: ChildCommand, standardInput: Int32? = nil, inheriting: [Int32] = []
    ) throws(SystemCallError) -> PipedChild {
        let output = try Pipe()
        let error = try Pipe()
        try output.reading.setNonBlocking()
        try error.reading.setNonBlocking()
        let child = try Child.spawn(
            command, standardInput: standardInput, standardOutput: output.writing.number,
            standardError: error.writing.number,
            inheriting: inheriting)
        return PipedChild(child: child, output: output.reading, error: error.reading)
    }

    /// Waits until bytes came, the child ended, `waker` can be read, or `limit` has passed; hands over what came.
    ///
    /// - Returns: how the child ended, once everything that it wrote before has been handed over; nil while it runs.
    ///   A grandchild that still holds a stream open is not waited for.
    package mutating func turn(
        limit: Duration, waker: Int32 = -1, receive: (ChildStream, ArraySlice<UInt8>) -> Void
    ) throws(SystemCallError) -> ChildExit? {
        let numbers = [number(.output), number(.error), child.exitDescriptor.number, waker]
        // Without a descriptor that tells of the end, look for it ten times a second.
        let canBeTold = child.exitDescriptor.number >= 0
        let ready = try waitUntilReadable(numbers, limit: canBeTold ? limit : min(limit, .milliseconds(100)))
        let exit = try child.peek()
        // What it wrote before its end fits into the pipe, 64 KiB as in pipe(7); a grandchild may go on for ever.
        let enough = exit == nil ? 1 : 128 << 10
        if ready[0] || exit != nil { try read(.output, enough, receive) }
        if ready[1] || exit != nil { try read(.error, enough, receive) }
        return exit
    }

    /// Also the number of its process group.
    package var processID: pid_t { child.processID }

    /// Sends a signal to the child alone, as `Child.signal`.
    package func signal(_ signal: Int32) { child.signal(signal) }

    /// Sends a signal to every process of the group, as `Child.signalGroup`.
    package func signalGroup(_ signal: Int32) { child.signalGroup(signal) }

    /// Ends the group in steps, as `Child.end`.
    package consuming func end(patience: Duration) throws(SystemCallError) -> ChildExit? {
        try child.end(patience: patience)
    }

    private func number(_ stream: ChildStream) -> Int32 {
        guard isOpen[stream] == true else { return -1 }
        return stream == .output ? output.number : error.number
    }

    /// Reads until nothing is there, the stream ends, or `enough` bytes came.
    private mutating func read(
        _ stream: ChildStream, _ enough: Int, _ receive: (ChildStream, ArraySlice<UInt8>) -> Void
    ) throws(SystemCallError) {
        var byteCount = 0
        while byteCount < enough {
            let number = number(stream)
            guard number >= 0 else { return }
            let count: Int
            do throws(SystemCallError) {
                count = try checked("read") {
                    buffer.withUnsafeMutableBytes { Glibc.read(number, $0.baseAddress, $0.count) }
                }
            } catch  where error.number == EAGAIN {
                return
            }
            if count == 0 {
                isOpen[stream] = false
                return
            }
            byteCount += count
            receive(stream, buffer[..<count])
        }
    }
}
