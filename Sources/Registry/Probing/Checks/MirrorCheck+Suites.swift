import ArchiveModel
import MirrorRegistry
import Posix

extension MirrorCheck {
    /// How the look at one suite ended.
    private enum SuiteOutcome {
        case seen(SeenSuite)
        /// Nothing is there; with the answer that says so.
        case absent(HTTPAnswer)
        /// Something is wrong with it, which has been written down.
        case faulty
        case leftOut
    }

    /// Each suite's InRelease, which is also the first thing that is asked of an address.
    func checkSuites(_ visit: inout AddressVisit) {
        var absent: [(name: String, answer: HTTPAnswer)] = []
        for name in suitesToCheck(&visit) {
            // Half of the bytes are for what the suites list; the first suite may take more.
            if visit.isAnswered, bytesLeft < settings.http.byteLimit / 2 {
                leftOut.append("suite \(name)")
                continue
            }
            switch checkSuite(name, &visit) {
            case .seen(let suite): visit.suites.append(suite)
            case .absent(let answer): absent.append((name, answer))
            case .faulty, .leftOut: break
            }
            if !visit.isAnswered { return noteNotAsked(visit) }
        }
        if !visit.suites.isEmpty { facts.hasArchive = true }
        noteAbsent(absent, visit)
        if visit.isFull { firstSuites = visit.suites }
    }

    /// An address for which no time was left: its mirror took it, unless somebody interrupted or the other address was answered.
    private func noteNotAsked(_ visit: AddressVisit) {
        guard let stop, !items.contains(where: { $0.subject == visit.url.text && $0.code != .url }) else { return }
        let isFault = interruption?.signal == nil && firstSuites.isEmpty
        add(.connection, visit.url.text, isFault ? .failed : .skipped, "not asked: \(stop)")
    }

    /// A mirror may carry some of the suites; none at all is no mirror.
    private func noteAbsent(_ absent: [(name: String, answer: HTTPAnswer)], _ visit: AddressVisit) {
        for (name, answer) in absent {
            let url = fileURL(visit.url, "\(suiteDirectory(name))InRelease")
            let isPartial = !visit.suites.isEmpty
            add(
                .release, url, isPartial ? .warned : .failed,
                isPartial ? "suite \(name) is not carried" : "no InRelease and no Release of suite \(name)",
                [Evidence("expected", "status 200")] + answer.origin, reproduction: Reproduction.head(url))
        }
    }

    private func suitesToCheck(_ visit: inout AddressVisit) -> [String] {
        if !visit.isFull {
            // One suite tells whether it is the same mirror: the smallest, for its bytes were read once already.
            if let smallest = firstSuites.min(by: { $0.source.byteCount < $1.source.byteCount }) {
                return [smallest.name]
            }
        }
        var names = settings.suites.isEmpty ? reference?.suites.map(\.name) ?? [] : settings.suites
        if names.isEmpty { names = discoveredSuites(&visit) }
        names = names.filter(isSafeSuite)
        guard names.count > settings.suiteLimit else { return names }
        let chosen = names.shuffled(using: &random).prefix(settings.suiteLimit)
        leftOut += names.filter { !chosen.contains($0) }.map { "suite \($0)" }
        return chosen.sorted()
    }

    private func checkSuite(_ name: String, _ visit: inout AddressVisit) -> SuiteOutcome {
        let url = fileURL(visit.url, "\(suiteDirectory(name))InRelease")
        let known = reference?[suite: name]
        let wanted = known.map { Int64(max(64 << 10, $0.byteCount * 2)) } ?? 1 << 20
        switch fetch(url, for: "suite \(name)", byteLimit: min(wanted, max(1, bytesLeft))) {
        case .leftOut: return .leftOut
        case .failed(let failure):
            noteFailure(failure, of: name, url, wanted: wanted, &visit)
            return .faulty
        case .answered(let answer):
            noteFirst(answer, &visit, asked: url)
            noteRedirects(answer, &visit, asked: url)
            if answer.isAbsent { return checkDetached(name, answer, &visit) }
            guard answer.status == 200 else {
                add(
                    .release, url, .failed, "status \(answer.status) in place of InRelease",
                    [Evidence("expected", "status 200")] + answer.origin, reproduction: Reproduction.head(url))
                return .faulty
            }
            return checkInRelease(name, answer, url, &visit)
        }
    }

    private func noteFailure(
        _ failure: HTTPFailure, of name: String, _ url: String, wanted: Int64, _ visit: inout AddressVisit
    ) {
        guard case .bodyTooLong(let limit, let announced) = failure.fault else {
            if visit.isAnswered {
                add(.release, url, .failed, failure.message, failure.origin, reproduction: Reproduction.curl(url))
            } else {
                noteNoAnswer(failure, visit, asked: url)
            }
            return
        }
        visit.isAnswered = true
        if limit < wanted {
            leftOut.append("suite \(name)")
            return
        }
        add(
            .release, url, .failed, "far larger than any InRelease of this archive: \(failure.message)",
            failure.origin + [
                Evidence(
                    "expected", reference?[suite: name].map { "\($0.byteCount) bytes" } ?? "at most \(wanted) bytes"),
                Evidence("announced", announced.map { "\($0) bytes" } ?? ""),
            ], reproduction: Reproduction.head(url))
    }

    private func checkInRelease(
        _ name: String, _ answer: HTTPAnswer, _ url: String, _ visit: inout AddressVisit
    ) -> SuiteOutcome {
        let digest = hexDigest(.sha256, of: answer.body)
        let evidence =
            answer.origin + [
                Evidence("size", "\(answer.body.count) bytes"), Evidence("sha256", digest),
                Evidence("seconds", hundredths(answer.seconds)),
            ]
        let source: ReleaseText
        do throws(ClearsignError) { source = try ReleaseText(inRelease: answer.body) } catch {
            add(
                .release, url, .failed, "\(error.phrase) in place of InRelease",
                evidence + [
                    Evidence("expected", "a signed InRelease"), Evidence("found", error.phrase),
                    Evidence("type", answer.headers["Content-Type"] ?? ""),
                ], reproduction: "\(Reproduction.curl(url)) | head -c 300")
            return .faulty
        }
        visit.known = visit.known ?? ("\(suiteDirectory(name))InRelease", answer.body)
        add(
            .release, url, .passed, "InRelease of suite \(name) is there", evidence,
            reproduction: Reproduction.digest(url, hex: digest))
        return judge(name, source, url)
    }

    /// Where InRelease is not there, Release and Release.gpg.
    private func checkDetached(_ name: String, _ inRelease: HTTPAnswer, _ visit: inout AddressVisit) -> SuiteOutcome {
        if let known = reference?[suite: name], known.hasInRelease { return .absent(inRelease) }
        let path = "\(suiteDirectory(name))Release"
        let url = fileURL(visit.url, path)
        guard case .answered(let release) = fetch(url, for: "suite \(name)", byteLimit: min(1 << 20, max(1, bytesLeft)))
        else {
            return .absent(inRelease)
        }
        guard release.status == 200, !release.isWebPage else { return .absent(inRelease) }
        var signature: [UInt8]?
        if case .answered(let answer) = fetch("\(url).gpg", for: "Release.gpg of suite \(name)"), answer.status == 200 {
            signature = answer.body
        }
        visit.known = visit.known ?? (path, release.body)
        let source = ReleaseText(release: release.body, signature: signature)
        add(
            .release, url, .passed, "Release of suite \(name) is there",
            release.origin + [Evidence("size", "\(source.byteCount) bytes"), Evidence("sha256", source.digest)],
            reproduction: Reproduction.digest(url, hex: source.digest))
        return judge(name, source, url)
    }

    private func judge(_ name: String, _ source: ReleaseText, _ url: String) -> SuiteOutcome {
        guard let judged = checkSignature(name, source, url) else { return .faulty }
        let release: ReleaseMemory.ReadRelease
        switch judged.release {
        case .success(let read): release = read
        case .failure(let error):
            add(
                .release, url, .failed, error.phrase, [Evidence("sha256", source.digest)],
                reproduction: Reproduction.digest(url, hex: source.digest))
            return .faulty
        }
        checkValidity(name, source, release.file, url)
        checkGeneration(name, source, release.file, url)
        return .seen(
            SeenSuite(name: name, source: source, release: release.file, indexes: release.indexes))
    }
}
