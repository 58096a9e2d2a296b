import ArchiveModel
import MirrorRegistry

extension MirrorCheck {
    /// Some indexes of each suite against Release, by their names and by by-hash; and whether they are of its generation.
    func checkIndexes(_ visit: inout AddressVisit) {
        var pending = picks(visit, count: visit.isFull ? settings.indexCount : 1)
        var absent: [(IndexPick, HTTPAnswer)] = []
        var tallies: [String: MixtureTally] = [:]
        while !pending.isEmpty || search(visit, &pending) {
            let pick = pending.removeFirst()
            let finding = look(at: pick, visit)
            var tally = tallies[pick.suite.name] ?? MixtureTally()
            switch finding {
            case .right(let bytes):
                visit.presence[pick.key] = true
                tally.rightCount += 1
                noteRight(pick, bytes, &visit)
            case .absent(let answer): takeAbsent(pick, answer, &visit, &absent, &tally)
            case .other(let byteCount, let digest, let bytes, let answer):
                visit.presence[pick.key] = true
                noteOther(pick, byteCount, digest, bytes, answer, visit, &tally)
            case .unknown(let answer):
                visit.presence[pick.key] = true
                add(
                    .index, fileURL(visit.url, pick.path), .skipped,
                    "too large to be read, and the server tells no size",
                    answer.origin, reproduction: Reproduction.head(fileURL(visit.url, pick.path)))
            case .failed(let failure):
                add(
                    .index, fileURL(visit.url, pick.path), .failed, failure.message, failure.origin,
                    reproduction: Reproduction.curl(fileURL(visit.url, pick.path)))
            case .leftOut: break
            }
            if case .absent = finding {} else if visit.presence[pick.key] == true { checkByHash(pick, visit) }
            tallies[pick.suite.name] = tally
        }
        noteAbsent(absent, visit)
        for suite in visit.suites { noteMixture(suite, tallies[suite.name], visit) }
    }

    /// Reads it where it is small, else asks for its size.
    private func look(at pick: IndexPick, _ visit: AddressVisit) -> IndexFinding {
        look(fileURL(visit.url, pick.path), pick.form.entry.byteCount, pick.digest, mayRead: visit.isFull, pick.path)
    }

    func look(
        _ url: String, _ byteCount: Int64, _ digest: Digest, mayRead: Bool, _ what: String
    ) -> IndexFinding {
        guard mayRead, byteCount <= readableByteCount else {
            switch head(url, for: what) {
            case .leftOut: return .leftOut
            case .failed(let failure): return .failed(failure)
            case .answered(let answer): return judgeHead(answer, byteCount)
            }
        }
        switch fetch(url, for: what, byteLimit: byteCount) {
        case .leftOut: return .leftOut
        case .failed(let failure):
            guard case .bodyTooLong(_, let announced) = failure.fault, failure.status == 200 else {
                return .failed(failure)
            }
            return .other(byteCount: announced, digest: nil, bytes: [], failure.unreadAnswer)
        case .answered(let answer):
            guard answer.status == 200 else { return judgeHead(answer, byteCount) }
            let found = hexDigest(digest.algorithm, of: answer.body)
            if found == digest.hex { return .right(bytes: answer.body) }
            return .other(byteCount: Int64(answer.body.count), digest: found, bytes: answer.body, answer)
        }
    }

    /// A quarter of what the mirror may send, and never more than a third of what is left of it.
    private var readableByteCount: Int64 { min(settings.http.byteLimit / 4, bytesLeft / 3) }

    private func judgeHead(_ answer: HTTPAnswer, _ byteCount: Int64) -> IndexFinding {
        if answer.isAbsent { return .absent(answer) }
        guard answer.status == 200 else { return .other(byteCount: nil, digest: nil, bytes: [], answer) }
        guard let length = answer.contentLength else { return .unknown(answer) }
        return length == byteCount
            ? .right(bytes: nil) : .other(byteCount: length, digest: nil, bytes: [], answer)
    }

    private func noteRight(_ pick: IndexPick, _ bytes: [UInt8]?, _ visit: inout AddressVisit) {
        let url = fileURL(visit.url, pick.path)
        add(
            .index, url, .passed,
            bytes == nil ? "it has the size that Release lists" : "it is the one that Release lists",
            [
                Evidence("size", "\(pick.form.entry.byteCount) bytes"),
                Evidence(pick.digest.algorithm.releaseFieldName.lowercased(), bytes == nil ? "" : pick.digest.hex),
            ],
            reproduction: bytes == nil ? Reproduction.head(url) : Reproduction.digest(url, hex: pick.digest.hex))
        guard let bytes, pick.form.isPackages else { return }
        var sample = PackageSample(count: 32, random: SeededRandom(seed: random.next()))
        _ = sample.take(
            bytes, of: pick.form.name, unpackedByteCount: pick.group.unpackedByteCount, unpackedCeiling: 64 << 20)
        visit.ownSample[pick.suite.name, default: []] += sample.files
    }

    private func noteOther(
        _ pick: IndexPick, _ byteCount: Int64?, _ digest: String?, _ bytes: [UInt8], _ answer: HTTPAnswer?,
        _ visit: AddressVisit, _ tally: inout MixtureTally
    ) {
        let url = fileURL(visit.url, pick.path)
        let isPage = answer?.isWebPage ?? false
        let what: String
        if let status = answer?.status, status != 200 {
            what = "status \(status) in place of it"
        } else {
            what = isPage ? "a page of HTML in place of it" : "it is not the one that Release lists"
            if !isPage { tally.take(pick, byteCount: byteCount, digest: digest, bytes: bytes) }
        }
        add(
            .index, url, .failed, what,
            [
                Evidence("expected", "\(pick.form.entry.byteCount) bytes, \(pick.digest.hex)"),
                Evidence("found", [byteCount.map { "\($0) bytes" }, digest].compactMap { $0 }.joined(separator: ", ")),
            ] + (answer?.origin ?? []),
            reproduction: digest == nil ? Reproduction.head(url) : Reproduction.digest(url, hex: pick.digest.hex))
    }
}
