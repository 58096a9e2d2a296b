import ArchiveModel
import MirrorRegistry

extension MirrorCheck {
    /// A file of the pool, and the suite whose index names it.
    private struct PoolPick {
        let suite: SeenSuite
        let file: SampledFile
    }

    /// Some files of the pool by their size, and some of those by their bytes.
    func checkPool(_ visit: inout AddressVisit) {
        let candidates = poolCandidates(visit)
        guard !candidates.isEmpty else {
            if visit.isFull, !visit.suites.isEmpty {
                add(
                    .poolSize, visit.url.text, .skipped,
                    "no files of this generation are known, and no index of packages was small enough to be read")
            }
            return
        }
        let small = Int64(min(Int(PackageSample.smallByteCount), Int(bytesLeft / 6)))
        var read: [PoolPick] = []
        if visit.isFull {
            read = Array(candidates.filter { $0.file.byteCount <= small }.prefix(settings.readCount))
        }
        let paths = Set(read.map(\.file.path))
        let count = visit.isFull ? max(0, settings.poolCount - read.count) : 1
        for pick in candidates.filter({ !paths.contains($0.file.path) }).prefix(count) { askSize(pick, &visit) }
        for pick in read { readWhole(pick, &visit) }
    }

    /// In an order of chance, each path once; those whose index is not carried are left out.
    private func poolCandidates(_ visit: AddressVisit) -> [PoolPick] {
        var seen: Set<String> = []
        let all = visit.suites.flatMap { suite in
            let files = reference?.sample(suite.name, suite.source.digest)?.files ?? []
            return (files + (visit.ownSample[suite.name] ?? [])).map { PoolPick(suite: suite, file: $0) }
        }
        return all.shuffled(using: &random).filter { pick in
            presence(pick, visit) != false && seen.insert(pick.file.path).inserted
        }
    }

    private func presence(_ pick: PoolPick, _ visit: AddressVisit) -> Bool? {
        visit.presence["\(pick.suite.name)\n\(pick.file.index ?? "")"]
    }

    private func askSize(_ pick: PoolPick, _ visit: inout AddressVisit) {
        let url = fileURL(visit.url, pick.file.path)
        let expected = Evidence("expected", "\(pick.file.byteCount) bytes")
        switch head(url, for: pick.file.path) {
        case .leftOut: return
        case .failed(let failure):
            add(
                .poolSize, url, .failed, failure.message, [expected] + failure.origin,
                reproduction: Reproduction.head(url))
        case .answered(let answer):
            guard answer.status == 200 else { return noteMissing(pick, url, answer, .poolSize, &visit) }
            guard let length = answer.contentLength else {
                add(
                    .poolSize, url, .skipped, "the server tells no size", answer.origin,
                    reproduction: Reproduction.head(url))
                return
            }
            let isRight = length == pick.file.byteCount
            add(
                .poolSize, url, isRight ? .passed : .failed,
                isRight ? "it has the size that its index lists" : "it has another size than its index lists",
                [expected, Evidence("found", "\(length) bytes")] + answer.origin, reproduction: Reproduction.head(url))
        }
    }

    private func readWhole(_ pick: PoolPick, _ visit: inout AddressVisit) {
        let url = fileURL(visit.url, pick.file.path)
        let expected = Evidence("expected", "\(pick.file.byteCount) bytes, \(pick.file.digest)")
        let reproduction = Reproduction.digest(url, hex: pick.file.digest)
        switch fetch(url, for: pick.file.path, byteLimit: pick.file.byteCount) {
        case .leftOut: return
        case .failed(let failure):
            if case .bodyTooLong(_, let announced) = failure.fault, failure.status == 200 {
                add(
                    .poolSize, url, .failed, "it is longer than its index lists",
                    [expected, Evidence("announced", announced.map { "\($0) bytes" } ?? "")] + failure.origin,
                    reproduction: Reproduction.head(url))
                return
            }
            add(.poolContent, url, .failed, failure.message, [expected] + failure.origin, reproduction: reproduction)
        case .answered(let answer):
            guard answer.status == 200 else { return noteMissing(pick, url, answer, .poolContent, &visit) }
            let found = hexDigest(pick.file.algorithm, of: answer.body)
            let evidence = [expected, Evidence("found", "\(answer.body.count) bytes, \(found)")] + answer.origin
            if answer.body.count != Int(pick.file.byteCount) {
                add(
                    .poolSize, url, .failed, "it has another size than its index lists", evidence,
                    reproduction: Reproduction.head(url))
            } else if found == pick.file.digest {
                add(
                    .poolContent, url, .passed, "it is the one that its index lists", evidence,
                    reproduction: reproduction)
                visit.known = (pick.file.path, answer.body)
            } else {
                add(
                    .poolContent, url, .failed, "its bytes are not those that its index lists", evidence,
                    reproduction: reproduction)
            }
        }
    }

    /// A file that is not there is no fault where the mirror leaves its whole architecture or component out.
    private func noteMissing(
        _ pick: PoolPick, _ url: String, _ answer: HTTPAnswer, _ code: CheckCode, _ visit: inout AddressVisit
    ) {
        let evidence = [Evidence("expected", "status 200, \(pick.file.byteCount) bytes")] + answer.origin
        if answer.isAbsent, !isCarried(pick, &visit) {
            add(
                code, url, .warned, "not carried: neither the file nor its index \(pick.file.index ?? "")", evidence,
                reproduction: Reproduction.head(url))
            return
        }
        add(
            code, url, .failed,
            answer.isAbsent ? "an index names it, and it is not there" : "status \(answer.status) in place of it",
            evidence, reproduction: Reproduction.head(url))
    }

    private func isCarried(_ pick: PoolPick, _ visit: inout AddressVisit) -> Bool {
        if let known = presence(pick, visit) { return known }
        let groups = pick.suite.indexes.packages
        guard let index = pick.file.index, let group = groups.first(where: { $0.logicalPath == index }),
            let form = group.forms.first
        else { return true }
        if let architecture = group.architecture, wish.architectures.contains(architecture) { return true }
        let url = fileURL(visit.url, pick.suite.directory + form.name.path)
        guard case .answered(let answer) = head(url, for: form.name.path) else { return true }
        // Where nothing of a suite was seen, its absence excuses nothing.
        let hasOthers = visit.presence.contains { $0.key.hasPrefix("\(pick.suite.name)\n") && $0.value }
        visit.presence["\(pick.suite.name)\n\(index)"] = !answer.isAbsent
        return !(answer.isAbsent && hasOthers)
    }
}
