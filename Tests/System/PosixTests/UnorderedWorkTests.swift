import Posix
import Synchronization
import TestSupport
import Testing

@Suite struct UnorderedWorkTests {
    @Test(arguments: [0, 1, 3, 100])
    func eachNumberIsWorkedOnOnce(jobs: Int) {
        var taken: [Int] = []
        unordered(200, jobs: jobs) { number, hand in
            hand(number)
        } take: {
            taken.append($0)
        }
        #expect(taken.sorted() == Array(0..<200))
    }

    @Test func nothingToDoIsDoneAtOnce() {
        unordered(0, jobs: 4) { _, hand in
            hand(1)
        } take: { _ in
            Issue.record("nothing was to be taken")
        }
    }

    @Test func whatIsReadyIsTakenWhileOthersWork() {
        // The first waits until the others have been taken: in order, nobody would ever end.
        let takenCount = Mutex(0)
        var taken: [Int] = []
        unordered(5, jobs: 2) { number, hand in
            if number == 0 { _ = waitUntil { takenCount.withLock { $0 == 4 } } }
            hand(number)
        } take: { number in
            taken.append(number)
            takenCount.withLock { $0 += 1 }
        }
        #expect(taken.last == 0 && taken.count == 5)
    }

    @Test func atMostThatManyWorkSideBySide() {
        let working = Mutex((now: 0, most: 0))
        unordered(60, jobs: 3) { _, hand in
            working.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            _ = waitUntil(seconds: 0) { false }
            working.withLock { $0.now -= 1 }
            hand(())
        } take: {
        }
        #expect(working.withLock { $0.most } <= 3)
    }

    @Test func oneNumberMayHandOnManyResultsOrNone() {
        var taken: [Int] = []
        unordered(4, jobs: 2) { number, hand in
            for result in 0..<number { hand(result) }
        } take: {
            taken.append($0)
        }
        #expect(taken.sorted() == [0, 0, 0, 1, 1, 2])
    }
}
