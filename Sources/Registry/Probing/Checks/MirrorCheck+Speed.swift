import MirrorRegistry

extension MirrorCheck {
    /// Of a body as long as this the rate says something.
    private static let judgedByteCount: Int64 = 64 << 10

    /// Latency and throughput, as far as the other checks measured them.
    func checkSpeed(_ visit: AddressVisit?) {
        guard let visit, let latency = median(measures.firstByteSeconds) ?? measures.requestSeconds.first else {
            return
        }
        facts.latencySeconds = latency
        facts.requestSeconds = measures.requestSeconds.reduce(0, +) / Double(max(1, measures.requestSeconds.count))
        var evidence = [
            Evidence("first byte", "\(hundredths(latency)) s"),
            Evidence("requests", "\(measures.requestSeconds.count)"),
        ]
        let rate = throughput()
        if let rate, let largest = measures.largest {
            facts.bytesPerSecond = rate
            evidence.append(Evidence("rate", "\(Int64(min(rate, 1e15))) B/s over \(largest.byteCount) bytes"))
        }
        let isLate = latency > settings.slowFirstByteSeconds
        let isSlow = rate.map { $0 < settings.slowBytesPerSecond } ?? false
        let summary =
            isLate
            ? "slow: \(hundredths(latency)) s to the first byte"
            : isSlow ? "slow: \(Int64((rate ?? 0) / 1024)) KiB a second" : "quick enough"
        add(
            .speed, visit.url.text, isLate || isSlow ? .warned : .passed, summary, evidence,
            reproduction: Reproduction.speed(measures.largest?.url ?? visit.url.text))
    }

    private func throughput() -> Double? {
        guard let largest = measures.largest, largest.byteCount >= Self.judgedByteCount else { return nil }
        // A millisecond is less than what the clock of a transfer is good for.
        return Double(largest.byteCount) / max(largest.seconds, 0.001)
    }

    private func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        return values.sorted()[values.count / 2]
    }
}
