import ArchiveModel
import MirrorRegistry

extension MirrorCheck {
    /// apt asks by hash first. What is not there it looks for under the plain name; what is there and wrong ends its update
    /// (apt-pkg/acquire-item.cc).
    func checkByHash(_ pick: IndexPick, _ visit: AddressVisit) {
        guard let path = pick.byHashPath else { return }
        let url = fileURL(visit.url, path)
        let expected = Evidence("expected", "\(pick.form.entry.byteCount) bytes")
        switch head(url, for: path) {
        case .leftOut: return
        case .failed(let failure):
            add(.byHash, url, .failed, failure.message, failure.origin, reproduction: Reproduction.head(url))
        case .answered(let answer) where answer.isAbsent:
            add(
                .byHash, url, .warned, "Release promises it by its hash, and it is not there",
                [Evidence("expected", "status 200")] + answer.origin, reproduction: Reproduction.head(url))
        case .answered(let answer):
            let isRight =
                answer.status == 200 && answer.contentLength ?? pick.form.entry.byteCount == pick.form.entry.byteCount
            let found = Evidence("found", answer.contentLength.map { "\($0) bytes" } ?? "no size")
            add(
                .byHash, url, isRight ? .passed : .failed,
                isRight ? "it is there by its hash" : "what is there under its hash is something else",
                [expected, found] + answer.origin, reproduction: Reproduction.head(url))
        }
    }

    /// An index that is not there under its name may be there by its hash, or in another form.
    func takeAbsent(
        _ pick: IndexPick, _ answer: HTTPAnswer, _ visit: inout AddressVisit,
        _ absent: inout [(IndexPick, HTTPAnswer)], _ tally: inout MixtureTally
    ) {
        if let path = pick.byHashPath {
            let url = fileURL(visit.url, path)
            let digest = pick.form.entry.strongestDigest ?? pick.digest
            if case .right = look(url, pick.form.entry.byteCount, digest, mayRead: visit.isFull, path) {
                visit.presence[pick.key] = true
                tally.rightCount += 1
                add(
                    .byHash, url, .warned, "the index is there by its hash alone: who asks for it by name gets none",
                    [Evidence("missing", pick.path)] + answer.origin,
                    reproduction: Reproduction.head(fileURL(visit.url, pick.path)))
                return
            }
        }
        if let other = pick.group.forms.dropFirst().first(where: { $0.digest != nil }) {
            let url = fileURL(visit.url, pick.suite.directory + other.name.path)
            if case .answered(let found) = head(url, for: other.name.path), found.status == 200,
                found.contentLength ?? other.entry.byteCount == other.entry.byteCount
            {
                visit.presence[pick.key] = true
                tally.rightCount += 1
                add(
                    .index, url, .passed, "it has the size that Release lists; another form of it is not there",
                    [Evidence("size", "\(other.entry.byteCount) bytes"), Evidence("missing", pick.path)],
                    reproduction: Reproduction.head(url))
                return
            }
        }
        visit.presence[pick.key] = false
        absent.append((pick, answer))
    }

    /// A mirror may leave architectures and components out, but not all of them, and none that its listing states.
    func noteAbsent(_ absent: [(IndexPick, HTTPAnswer)], _ visit: AddressVisit) {
        for (pick, answer) in absent {
            let url = fileURL(visit.url, pick.path)
            let isStated = pick.group.architecture.map { wish.architectures.contains($0) } ?? false
            let hasOthers = visit.presence.contains { $0.key.hasPrefix("\(pick.suite.name)\n") && $0.value }
            let isLeftOut = hasOthers && !isStated
            add(
                .index, url, isLeftOut ? .warned : .failed,
                isLeftOut ? "not carried: \(pick.group.logicalPath)" : "Release lists it, and it is not there",
                [Evidence("expected", "status 200")] + answer.origin, reproduction: Reproduction.head(url))
        }
    }
}
