import Glibc

/// Does `work` for the numbers below `count`, on `jobs` threads, and hands the results to `take` on the calling thread, in the
/// order of their numbers.
///
/// While one result is taken, no more than `jobs` others are begun or wait, so memory is bounded by that many. With one job, or
/// one number, no thread is made. Where no thread can be had, the calling thread does all.
package func inOrder<Result: Sendable>(
    _ count: Int, jobs: Int, work: @escaping @Sendable (Int) -> Result, take: (Result) -> Void
) {
    let threadCount = min(jobs, count)
    if threadCount > 1 {
        let desk = OrderedDesk(count: count, limit: jobs, work: work)
        let threads = (0..<threadCount).compactMap { _ in startThread(Job { desk.serve() }) }
        if !threads.isEmpty {
            for _ in 0..<count { take(desk.next()) }
            for thread in threads { pthread_join(thread, nil) }
            return
        }
    }
    for number in 0..<count { take(work(number)) }
}

/// Where threads fetch numbers and leave results.
private final class OrderedDesk<Result: Sendable>: @unchecked Sendable {
    // All variables below are read and written between lock and unlock of `mutex` alone.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let work: @Sendable (Int) -> Result
    private let count: Int
    private let limit: Int
    private var results: [Int: Result] = [:]
    private var begun = 0
    private var taken = 0

    init(count: Int, limit: Int, work: @escaping @Sendable (Int) -> Result) {
        self.count = count
        self.limit = limit
        self.work = work
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// What each thread does until all numbers are begun.
    func serve() {
        while let number = begin() {
            let result = work(number)
            pthread_mutex_lock(mutex)
            results[number] = result
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
    }

    private func begin() -> Int? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while begun < count, begun - taken >= limit { pthread_cond_wait(changed, mutex) }
        guard begun < count else { return nil }
        begun += 1
        return begun - 1
    }

    /// The result of the lowest number that was not taken yet.
    func next() -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = results.removeValue(forKey: taken) {
                taken += 1
                pthread_cond_broadcast(changed)
                return result
            }
            pthread_cond_wait(changed, mutex)
        }
    }
}
