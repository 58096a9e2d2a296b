import Glibc
import Synchronization

/// Does `work` for the numbers below `count`, up to `jobs` of them side by side, and hands what each gives to `take` on the calling
/// thread as it comes: what is slow holds nothing else up.
///
/// A result that waits to be taken takes memory; there are as many as `take` is slower than the work. Where no thread can be had,
/// the calling thread does the work.
///
/// - Parameter work: takes its number and a function that hands on a result; it may be called any number of times.
package func unordered<Result: Sendable>(
    _ count: Int, jobs: Int, work: @escaping @Sendable (Int, (Result) -> Void) -> Void, take: (Result) -> Void
) {
    guard let pool = UnorderedPool<Result>(count: count) else {
        for number in 0..<count { work(number, take) }
        return
    }
    var threads: [pthread_t] = []
    for _ in 0..<max(0, min(jobs, count)) {
        guard let thread = startThread(Job { pool.run(work) }) else { break }
        threads.append(thread)
    }
    if threads.isEmpty {
        for number in 0..<count { work(number, take) }
        return
    }
    pool.takeAll(threadCount: threads.count, take)
    for thread in threads { pthread_join(thread, nil) }
}

/// What the threads of one call share.
private final class UnorderedPool<Result: Sendable>: Sendable {
    private let count: Int
    private let next = Atomic<Int>(0)
    private let waiting = Mutex<(results: [Result], endedCount: Int)>(([], 0))
    /// A byte for each result and each thread that ended, so that the taker sleeps until there is one.
    private let reading: Int32
    private let writing: Int32

    /// nil where the system gives no pipe.
    init?(count: Int) {
        guard let pipe = try? Pipe(), (try? pipe.writing.setNonBlocking()) != nil else { return nil }
        self.count = count
        reading = pipe.reading.leave()
        writing = pipe.writing.leave()
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// The life of one thread.
    func run(_ work: @Sendable (Int, (Result) -> Void) -> Void) {
        while true {
            let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
            if number >= count { break }
            work(number) { result in
                waiting.withLock { $0.results.append(result) }
                wake()
            }
        }
        waiting.withLock { $0.endedCount += 1 }
        wake()
    }

    /// Takes results until all threads have ended and none is left.
    func takeAll(threadCount: Int, _ take: (Result) -> Void) {
        while true {
            let (results, isOver) = waiting.withLock { waiting in
                defer { waiting.results = [] }
                return (waiting.results, waiting.endedCount == threadCount)
            }
            for result in results { take(result) }
            if isOver { return }
            if results.isEmpty { sleep() }
        }
    }

    /// A pipe that is full wakes the taker all the same.
    private func wake() {
        var byte: UInt8 = 0
        _ = write(writing, &byte, 1)
    }

    private func sleep() {
        var bytes = [UInt8](repeating: 0, count: 512)
        _ = read(reading, &bytes, bytes.count)
    }
}
