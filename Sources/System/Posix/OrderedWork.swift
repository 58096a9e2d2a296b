/// Does `work` for the numbers below `count`, up to `jobs` of them side by side, and hands the results to `take` on the calling
/// thread, in the order of their numbers.
///
/// While one result is taken, no more than `jobs` others are begun or wait, so memory is bounded by that many. With one job, or
/// one number, no thread is made. Where no thread can be had, the calling thread does the work.
package func inOrder<Result: Sendable>(
    _ count: Int, jobs: Int, work: @escaping @Sendable (Int) -> Result, take: (Result) -> Void
) {
    guard min(jobs, count) > 1 else {
        for number in 0..<count { take(work(number)) }
        return
    }
    var begun: [PendingWork<Result>] = []
    var next = 0
    func begin() {
        while next < count, begun.count < jobs {
            begun.append(PendingWork(BackgroundWork { [next] in work(next) }))
            next += 1
        }
    }
    begin()
    while !begun.isEmpty {
        let result = begun.removeFirst().wait()
        begin()
        if let result { take(result) }
    }
}

/// Background work in an array, which holds no noncopyable values.
private final class PendingWork<Value: Sendable> {
    private var work: BackgroundWork<Value>?

    init(_ work: consuming BackgroundWork<Value>) {
        self.work = consume work
    }

    /// What came of it; nil for one that was waited for before.
    func wait() -> Value? {
        guard let work = work.take() else { return nil }
        return work.wait()
    }
}
