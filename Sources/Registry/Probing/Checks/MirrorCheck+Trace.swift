import ArchiveModel
import MirrorRegistry
import Timekeeping

extension MirrorCheck {
    private static let traceByteLimit: Int64 = 16 << 10

    /// The mirror's trace: by the name of its host, by the list `_traces`, else that of the archive, `master`.
    func checkTrace(_ visit: AddressVisit) {
        presumeCountry(visit.url.host)
        let directory = fileURL(visit.url, "project/trace/")
        var last: HTTPAnswer?
        for name in [wish.hostHint, visit.url.host].compactMap({ $0 }).filter(isTraceName) where trace == nil {
            last = readTrace(name, visit, isOwn: true) ?? last
        }
        if trace == nil, let name = listedTrace(visit) { last = readTrace(name, visit, isOwn: true) ?? last }
        if trace == nil { last = readTrace("master", visit, isOwn: false) ?? last }
        guard let trace else {
            if stop != nil { return }
            add(
                .trace, directory, .warned, "no trace: it does not say when and from where it was updated last",
                last?.origin ?? [], reproduction: Reproduction.curl(directory))
            return
        }
        note(trace, visit)
    }

    private func note(_ found: FoundTrace, _ visit: AddressVisit) {
        let url = fileURL(visit.url, found.path)
        let evidence = [
            Evidence("date", found.trace.date?.iso8601 ?? ""), Evidence("host", found.trace.host ?? ""),
            Evidence("upstream", found.trace.upstreamMirror ?? ""), Evidence("creator", found.trace.creator ?? ""),
            Evidence("serial", found.trace.archiveSerial ?? ""),
        ]
        guard found.isOwn else {
            add(
                .trace, url, .warned, "it has no trace of its own, only that of the archive", evidence,
                reproduction: Reproduction.curl(url))
            return
        }
        var fields = found.presumed()
        if fields.country == nil, let country = facts.presumed.country {
            fields.country = country
            fields.presumed.insert(.country)
        }
        facts.presumed = fields
        facts.traceHost = found.trace.host.map { $0.boundedLine(255).lowercased() }
        if let date = found.trace.date, date.seconds(since: startedAt) < 86_400 { facts.lastSync = date }
        let age = facts.lastSync.map {
            "updated \(humanDuration(max(0, startedAt.seconds(since: $0)))) ago by its own word"
        }
        add(
            .trace, url, .passed, age ?? "it states no date that can be read", evidence,
            reproduction: Reproduction.curl(url))
    }

    private func presumeCountry(_ host: String) {
        guard let country = country(ofTopLevelDomainIn: host) else { return }
        facts.presumed.country = country
        facts.presumed.presumed.insert(.country)
    }

    /// Takes the trace of that name where there is one; the answer where there is none.
    private func readTrace(_ name: String, _ visit: AddressVisit, isOwn: Bool) -> HTTPAnswer? {
        let path = "project/trace/\(name)"
        guard case .answered(let answer) = fetch(fileURL(visit.url, path), for: path, byteLimit: Self.traceByteLimit)
        else {
            return nil
        }
        guard answer.status == 200, !answer.isWebPage else { return answer }
        let read = Trace(reading: answer.body)
        // A line of a date, or fields that traces have: anything else is some other text.
        guard read.date != nil || read.host != nil || read.archiveSerial != nil else { return answer }
        trace = FoundTrace(path: path, trace: read, bytes: answer.body, isOwn: isOwn)
        return nil
    }

    /// The newest of `_traces`, which names the oldest first: the archive's, then that of each hop.
    private func listedTrace(_ visit: AddressVisit) -> String? {
        let path = "project/trace/_traces"
        guard case .answered(let answer) = fetch(fileURL(visit.url, path), for: path, byteLimit: Self.traceByteLimit),
            answer.status == 200, !answer.isWebPage
        else { return nil }
        let names = String(decoding: answer.body, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
        guard names.count > 1, let last = names.last, last != "master", isTraceName(last) else { return nil }
        return last
    }

    private func isTraceName(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasPrefix("_") && (1...255).contains(name.utf8.count)
            && name.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "/") }
    }
}
