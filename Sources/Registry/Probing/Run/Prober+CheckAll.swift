package import MirrorRegistry
package import Posix

extension Prober {
    /// Threads that check mirrors at once: a tenth of a thousand may be silent for 16 seconds each and a tenth slow, and all shall
    /// end within two minutes.
    package static let usualJobs = 48

    /// Checks many mirrors at once and hands each report to `take` on the calling thread when it is there, with the number of its
    /// wish: a slow mirror holds none of the others up.
    ///
    /// Two mirrors of one host are never asked at one time, nor two whose names lead to one address.
    ///
    /// - Parameters:
    ///   - jobs: threads; at least one, at most 256.
    ///   - interruption: no mirror is begun after it, and those in work end soon; their reports are not handed on.
    package func checkAll(
        _ wishes: [ProbeWish], jobs: Int = usualJobs, interruption: Interruption? = nil,
        take: (Int, CheckReport) -> Void
    ) {
        let groups = HostGroups(wishes, addresses: lookUp(wishes, jobs: jobs))
        let seeds = SeededRandom(seed: settings.seed ?? SeededRandom.freshSeed())
        unordered(groups.numbers.count, jobs: min(256, max(1, jobs))) { group, hand in
            for number in groups.numbers[group] where interruption?.signal == nil {
                var random = seeds
                random.skip(number)
                let report = check(wishes[number], seed: random.next(), interruption)
                if interruption?.signal == nil { hand((number, report)) }
            }
        } take: { number, report in
            take(number, report)
        }
    }

    /// The addresses of all hosts of a run, by host; a name that leads nowhere has none.
    private func lookUp(_ wishes: [ProbeWish], jobs: Int) -> [String: [IPAddress]] {
        guard wishes.count > 1 else { return [:] }
        let hosts = Set(wishes.flatMap { $0.addresses.map(\.host) }).sorted()
        let http = settings.http
        var found: [String: [IPAddress]] = [:]
        unordered(hosts.count, jobs: min(256, max(1, jobs))) { number, hand in
            if !http.isInterrupted(), case .success(let addresses) = http.resolver(hosts[number], http.resolveSeconds) {
                hand((hosts[number], addresses))
            }
        } take: { host, addresses in
            found[host] = addresses
        }
        return found
    }
}
