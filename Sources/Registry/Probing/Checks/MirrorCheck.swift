import ArchiveModel
import MirrorRegistry
import Posix
import Timekeeping

/// The check of one mirror, made by one thread: it asks, and writes down each thing that it finds.
final class MirrorCheck {
    let settings: ProbeSettings
    let reference: ArchiveReference?
    let memory: ReleaseMemory
    let rereading: ReferenceRereading?
    let wish: ProbeWish
    let startedAt: Instant
    let session: HTTPSession
    let interruption: Interruption?
    var random: SeededRandom
    var items: [CheckItem] = []
    var facts = CheckFacts()
    var measures = Measures()
    /// Why nothing more is asked.
    var stop: String?
    /// Whether that is because the last address fell silent, which says nothing of the next one.
    var isSilent = false
    /// Requests in a row that got no answer.
    var silentCount = 0
    /// Those of the address that was looked at wholly.
    var firstSuites: [SeenSuite] = []
    /// What the bounds left out.
    var leftOut: [String] = []
    /// Whether the host may be contacted, by name.
    var hostResults: [String: Bool] = [:]
    /// Of the trace that was found.
    var trace: FoundTrace?

    init(_ prober: Prober, _ wish: ProbeWish, seed: UInt64, interruption: Interruption?) {
        settings = prober.settings
        reference = prober.reference
        memory = prober.memory
        rereading = prober.rereading
        self.wish = wish
        self.interruption = interruption
        startedAt = prober.clock.now()
        random = SeededRandom(seed: seed)
        var http = prober.settings.http
        if let interruption {
            let before = http.isInterrupted
            http.isInterrupted = { interruption.signal != nil || before() }
        }
        session = HTTPSession(http)
    }

    /// The steps in their order. The first address that answers is looked at wholly, a further one shortly.
    func run() -> CheckReport {
        let start = ContinuousClock.now
        let addresses = wish.addresses.sorted().filter { checkURL($0) && checkAddresses($0) }
        var first: AddressVisit?
        for url in addresses where url.scheme != .rsync {
            var visit = AddressVisit(url: url, isFull: first == nil)
            check(&visit)
            if visit.isAnswered, first == nil { first = visit }
        }
        checkFamilies(first)
        // One connection at a time, also where rsync makes the other.
        session.closeConnections()
        for url in addresses where url.scheme == .rsync { checkListing(url) }
        checkSpeed(first)
        checkProof(first)
        noteServer(first)
        noteBounds()
        facts.workingSchemes.sort()
        facts.requestCount = session.requestCount
        facts.byteCount = session.receivedByteCount
        return CheckReport(startedAt: startedAt, seconds: seconds(.now - start), items: items, facts: facts)
    }

    private func check(_ visit: inout AddressVisit) {
        forgetSilence()
        checkSuites(&visit)
        guard visit.isAnswered else { return }
        checkIndexes(&visit)
        checkPool(&visit)
        if visit.isFull {
            checkRange(visit)
            checkTrace(visit)
        }
        if !visit.suites.isEmpty { facts.workingSchemes.append(visit.url.scheme) }
    }

    func add(
        _ code: CheckCode, _ subject: String, _ outcome: CheckOutcome, _ summary: String, _ evidence: [Evidence] = [],
        reproduction: String? = nil
    ) {
        let shown = evidence.filter { !$0.value.isEmpty }.map { Evidence($0.name, $0.value.boundedLine(500)) }
        items.append(
            CheckItem(
                code, subject.boundedLine(1000), outcome, summary.boundedLine(300), evidence: shown,
                reproduction: reproduction))
    }
}

/// What was seen at one http or https address of a mirror.
struct AddressVisit {
    let url: MirrorURL
    /// Whether everything is looked at, or only whether it is the same mirror over another protocol.
    let isFull: Bool
    /// Whether a server answered at all.
    var isAnswered = false
    var address: String?
    /// Suites whose Release file is there and may be acted on.
    var suites: [SeenSuite] = []
    /// Pool files that the mirror's own indexes name, by suite.
    var ownSample: [String: [SampledFile]] = [:]
    /// Logical paths of indexes that were found to be there or not, by suite and path.
    var presence: [String: Bool] = [:]
    /// A file of the archive whose bytes are known, for the range request.
    var known: (path: String, bytes: [UInt8])?
    var hasRedirectItem = false
}

/// A Release file that a mirror serves, signed by a key of the keyrings, or where nobody asks for that.
struct SeenSuite {
    let name: String
    let source: ReleaseText
    let release: ReleaseFile
    let indexes: ListedIndexes

    var directory: String { suiteDirectory(name) }
    var releasePath: String { directory + (source.isDetached ? "Release" : "InRelease") }
}

/// `duration` in seconds.
func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
