import MirrorRegistry
import Testing

@Suite("The slot of a mirror") struct SlotTests {
    @Test("is the minute that lies farthest from those of the others, round the clock")
    func liesFarthest() {
        #expect(slotMinute(for: "a.example.org", taken: [1]) == 721)
        #expect([361, 1081].contains(slotMinute(for: "a.example.org", taken: [1, 721])))
        #expect(slotMinute(for: "a.example.org", taken: [1, 721, 361]) == 1081)
        #expect(slotMinute(for: "a.example.org", taken: [1410, 10, 100]) == 755)
    }

    @Test("is well spread however many there are")
    func isSpread() {
        var taken: [Int] = []
        for number in 1...100 {
            taken.append(slotMinute(for: "m\(number).example.org", taken: taken))
            if number == 16 { #expect(largestGap(taken) <= 90 && smallestGap(taken) >= 44) }
        }
        #expect(smallestGap(taken) >= 5 && !taken.contains { $0 % 60 == 0 })
    }

    @Test("is shared by two only when each minute has one")
    func isShared() {
        let wanted = (0..<1440).filter { $0 % 60 != 0 }
        #expect(slotMinute(for: "a", taken: wanted.filter { $0 != 777 }) == 777)
        #expect(slotMinute(for: "a", taken: wanted + wanted.filter { $0 != 777 }) == 777)
        let shared = slotMinute(for: "a", taken: wanted + [1])
        #expect(abs(shared - 721) <= 1 && wanted.contains(shared), "far from the one that two have")
    }

    @Test("leaves the archive's busy minutes out, as long as there are others")
    func leavesBusyMinutesOut() {
        let busy = minutes(from: 1380, until: 120)
        #expect(busy.count == 180 && busy.contains(1380) && busy.contains(119) && !busy.contains(120))
        var taken: [Int] = []
        for number in 0..<60 { taken.append(slotMinute(for: "m\(number)", taken: taken, busy: busy)) }
        #expect(busy.isDisjoint(with: taken))
        #expect((0..<1440).contains(slotMinute(for: "m", taken: [], busy: Set(0..<1440))))
        #expect(slotMinute(for: "m", taken: [], busy: Set(0..<1440).subtracting([60])) == 60)
        #expect(minutes(from: -1, until: 5).isEmpty && minutes(from: 0, until: 1441).isEmpty)
    }

    @Test("depends on the host where nothing else tells, is the same each time, and bears minutes that are none")
    func isStable() {
        let first = (0..<50).map { slotMinute(for: "m\($0).example.org", taken: []) }
        #expect(first == (0..<50).map { slotMinute(for: "m\($0).example.org", taken: [-1, 1440, .max]) })
        #expect(Set(first).count > 40)
    }

    @Test("never moves, and is free again when its mirror is gone")
    func neverMoves() {
        var own = listing(.pending, number: 1)
        let others = [(2, ListingState.approved), (3, .removed), (4, .paused)].map { number, state in
            var other = listing(state, number: Int64(number))
            other.slotMinute = number * 300
            return other
        }
        #expect(slotMinute(for: own, among: others + [own]) == slotMinute(for: own.host, taken: [600, 1200]))
        own.slotMinute = 601
        #expect(slotMinute(for: own, among: others + [own]) == 601)
    }

    @Test("comes with a line for cron that holds once a day in UTC, whatever the machine's zone")
    func comesWithALine() {
        let setup = SlotSetup(minute: 4 * 60 + 7, name: "dotdeb", upstream: "rsync://rsync.example.org/dotdeb/")
        let lines = setup.crontab.split(separator: "\n").map(String.init)
        #expect(
            lines.contains(
                "7 * * * * test \"$(date -u +\\%H)\" = 04 && rsync -a --delete rsync://rsync.example.org/dotdeb/ "
                    + "/srv/mirror/dotdeb/"))
        #expect(lines.contains("#7 4 * * * rsync -a --delete rsync://rsync.example.org/dotdeb/ /srv/mirror/dotdeb/"))
        #expect(lines.filter { !$0.hasPrefix("#") }.count == 1)
        // The hour of UTC is reached in exactly one of the 24 starts of a day, also where the zone is off by 30 or 45 minutes.
        for offset in [0, 60, -210, 330, 345, 765] {
            let starts = (0..<24).map { ($0 * 60 + 7 - offset + 2880) % 1440 / 60 }
            #expect(starts.filter { $0 == 4 }.count == 1)
        }
    }

    @Test("comes with the stanza of mirrorward.conf")
    func comesWithTheStanza() {
        let setup = SlotSetup(
            minute: 257, name: "dotdeb", upstream: "rsync://rsync.example.org/dotdeb/", keyring: "/etc/keys/dotdeb.gpg")
        let expected = [
            "Mirror: dotdeb", "Upstream: rsync://rsync.example.org/dotdeb/", "Root: /srv/mirror/dotdeb",
            "Signed-By: /etc/keys/dotdeb.gpg", "At: 04:17", "Time-Zone: UTC",
        ]
        #expect(setup.stanza.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init) == expected)
        #expect(SlotSetup(minute: 257, name: "dotdeb").stanza.contains("Signed-By: /usr/share/keyrings/dotdeb.gpg\n"))
    }

    @Test("bears values that would break a line, a field, a shell or a crontab")
    func bearsValues() {
        let setup = SlotSetup(minute: 9999, name: "a\nb", upstream: "rsync://x/$(id);'%41/\nAt: 00:00")
        #expect(setup.crontab.contains("rsync -a --delete 'rsync://x/$(id);'\\''\\%41/At:00:00' /srv/mirror/ab/\n"))
        #expect(setup.stanza.contains("\nAt: 23:59\n") && setup.stanza.contains("\nMirror: ab\n"))
    }

    private func gaps(_ minutes: [Int]) -> [Int] {
        let sorted = minutes.sorted()
        return zip(sorted, sorted.dropFirst() + [sorted[0] + 1440]).map { $1 - $0 }
    }

    private func largestGap(_ minutes: [Int]) -> Int { gaps(minutes).max() ?? 0 }
    private func smallestGap(_ minutes: [Int]) -> Int { gaps(minutes).min() ?? 0 }
}
