import Posix
import Synchronization
import Testing

@Suite("Ordered work")
struct OrderedWorkTests {
    @Test("results come in the order of their numbers, whatever the number of threads", arguments: [1, 2, 3, 16])
    func order(jobs: Int) {
        var taken: [Int] = []
        let work = { @Sendable (number: Int) in (0..<(number % 7) * 1000).reduce(number) { $0 &+ $1 &- $1 } }
        inOrder(500, jobs: jobs, work: work) { taken.append($0) }
        #expect(taken == Array(0..<500))
    }

    @Test("while one is taken, no more are begun than there are jobs", arguments: [1, 2, 5])
    func bound(jobs: Int) {
        let (open, most) = (Counter(), Counter())
        let work = { @Sendable (number: Int) in
            let now = open.value.withLock { open in
                open += 1
                return open
            }
            most.value.withLock { $0 = max($0, now) }
            return number
        }
        inOrder(200, jobs: jobs, work: work) { _ in open.value.withLock { $0 -= 1 } }
        #expect(most.value.withLock { $0 } <= jobs + 1)
        #expect(open.value.withLock { $0 } == 0)
    }

    @Test("nothing to do is done at once")
    func nothing() {
        let work = { @Sendable (number: Int) in number }
        inOrder(0, jobs: 4, work: work) { _ in Issue.record("a result of nothing") }
    }
}

private final class Counter: Sendable {
    let value = Mutex(0)
}
