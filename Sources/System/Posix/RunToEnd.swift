import Glibc

/// What a child wrote and how it ended.
package struct ChildResult: Sendable, Hashable {
    package let exit: ChildExit
    package let output: [UInt8]
    package let errorOutput: [UInt8]
}

/// Why there is no result of a child.
package enum ChildRunError: Error, Sendable, Hashable {
    /// It could not be started, or the system failed on the way; ENOENT where there is no such program.
    case system(SystemCallError)
    /// It was killed after that many seconds.
    case deadline(seconds: Int)
    /// It was killed when it had written more than that to one stream.
    case overflow(byteCount: Int)
    /// It was killed because this signal came.
    case interrupted(signal: Int32)
}

/// Runs `command` to its end and collects what it writes.
///
/// - Parameters:
///   - input: its standard input, which is a file, so that it may read it late or never.
///   - files: each is a file in memory that the child reads as `/dev/fd/3`, `/dev/fd/4`, ...
///   - outputLimit: bytes for each stream.
/// - Throws: `ChildRunError`; the child and its group are dead then.
package func runToEnd(
    _ command: ChildCommand, input: [UInt8] = [], files: [[UInt8]] = [], outputLimit: Int, deadlineSeconds: Int,
    interruption: Interruption? = nil
) throws(ChildRunError) -> ChildResult {
    let result: Result<ChildResult, ChildRunError>
    do throws(SystemCallError) {
        let standardInput = try Descriptor.memory(input)
        var child = try spawn(command, standardInput, files)
        var collection = Collection(outputLimit: outputLimit, deadlineSeconds: deadlineSeconds)
        result = try collection.run(&child, interruption)
    } catch {
        throw .system(error)
    }
    return try result.get()
}

private func spawn(
    _ command: ChildCommand, _ standardInput: borrowing Descriptor, _ files: [[UInt8]]
) throws(SystemCallError) -> PipedChild {
    var numbers: [Int32] = []
    defer { for number in numbers { close(number) } }
    for file in files { numbers.append(try Descriptor.memory(file).leave()) }
    return try PipedChild.spawn(command, standardInput: standardInput.number, inheriting: numbers)
}

private struct Collection {
    private let outputLimit: Int
    private let deadlineSeconds: Int
    private let deadline: ContinuousClock.Instant
    private var output: [UInt8] = []
    private var errorOutput: [UInt8] = []

    init(outputLimit: Int, deadlineSeconds: Int) {
        self.outputLimit = outputLimit
        self.deadlineSeconds = deadlineSeconds
        deadline = ContinuousClock.now + .seconds(deadlineSeconds)
    }

    /// The child is killed when this returns, for its owner lets go of it.
    mutating func run(
        _ child: inout PipedChild, _ interruption: Interruption?
    ) throws(SystemCallError) -> Result<ChildResult, ChildRunError> {
        while true {
            let left = deadline - ContinuousClock.now
            let exit = try child.turn(limit: max(.zero, left), waker: interruption?.descriptorNumber ?? -1) {
                if $0 == .output { output += $1 } else { errorOutput += $1 }
            }
            if max(output.count, errorOutput.count) > outputLimit {
                return .failure(.overflow(byteCount: outputLimit))
            }
            if let exit { return .success(ChildResult(exit: exit, output: output, errorOutput: errorOutput)) }
            if let signal = interruption?.signal { return .failure(.interrupted(signal: signal)) }
            if left <= .zero { return .failure(.deadline(seconds: deadlineSeconds)) }
        }
    }
}
