import Posix
import Reporting
import SQLite
import StateStore
import Testing
import Timekeeping
import Transfer
import Validation

@testable import Configuration
@testable import Operations
@testable import Publishing

@Suite("A failure")
struct FailureTests {
    static let system = SystemCallError("rename", "/srv/x", number: 5)
    static let generation = GenerationName("20261122T041733Z")

    static let failures: [(Failure, Int32)] = [
        (.configuration(ConfigurationError(problems: [ConfigurationProblem(SourceLine("f", 1), .noMirror)])), 78),
        (.unknownMirror("m", nearest: nil), 64), (.unknownMirror("m", nearest: "n"), 64),
        (.usage("text", hint: "hint"), 64),
        (.timeZone("Mars/Olympus", SourceLine("f", 2), "no such file"), 78), (.programMissing("rsync"), 40),
        (.system(system), 40), (.validation(.system(system), mirror: "m"), 40), (.nothingStaged(mirror: "m"), 64),
        (.noSuchSuite("s", mirror: "m", known: ["a", "b"]), 64), (.noSuchSuite("s", mirror: "m", known: []), 64),
        (.locked(mirror: "m", kind: "sync", holder: "process 7"), 11),
        (.lockHeldByStranger("/l", processes: []), 40), (.lockHeldByStranger("/l", processes: [7]), 40),
        (.orphanSurvived(mirror: "m", processes: [7, 8]), 40), (.noSuchGeneration("g", mirror: "m"), 64),
        (.unreadableKeyring("/k", system), 78), (.interrupted(signal: 15), 143), (.unexpected("text"), 40),
    ]

    @Test("has an exit status, and a message of one line with no full stop", arguments: failures)
    func failure(failure: Failure, status: Int32) {
        #expect(failure.exitStatus == status)
        #expect(!failure.reports.isEmpty)
        for report in failure.reports { expectPlain(report) }
    }

    static let publications: [(PublishingError, Int32)] =
        [
            (.systemCall(system), 40), (.rootMissing(path: "/srv/m"), 40),
            (.markerMissing(path: "/srv/m/.mirrorward"), 40),
            (.markerUnreadable(path: "/srv/m/.mirrorward", line: 3), 40),
            (.markerOfAnotherMirror(path: "/srv/m", found: "n", expected: "m"), 40),
            (.publicIsNoLink(path: "/srv/m/public"), 40),
            (.publicLeadsElsewhere(path: "/srv/m/public", target: "/tmp"), 40),
            (.stagingIsNoDirectory(path: "/srv/m/staging"), 40),
            (.stagingMissing(path: "/srv/m/staging"), 40), (.noPredecessor, 64), (.unsafePath("../x"), 40),
            (.clockOutOfRange(Instant(secondsSinceEpoch: .max / 4)), 40),
            (
                .diskShortage(
                    DiskShortage(
                        path: "/srv/m", freeByteCount: 1, wantedByteCount: 2, freeInodeCount: nil, wantedInodeCount: 0)),
                40
            ),
            (
                .diskShortage(
                    DiskShortage(
                        path: "/srv/m", freeByteCount: 2, wantedByteCount: 1, freeInodeCount: 1, wantedInodeCount: 2)),
                40
            ),
        ] + links.map { (.linkRefused(LinkRefusal(cause: $0, path: "/srv/m/x", number: 1)), 40) }
        + generation.map(ofGeneration, or: [])

    static let links: [LinkRefusal.Cause] = [
        .foreignOwner(owner: 1, ourUser: 2), .otherFileSystem, .tooManyLinks(count: 65_000), .unsupported,
    ]

    static func ofGeneration(_ name: GenerationName) -> [(PublishingError, Int32)] {
        [
            (.noSuchGeneration(name), 64), (.generationInUse(name, .live), 64), (.generationInUse(name, .pinned), 64),
            (.held(Hold(generation: name, since: Instant(secondsSinceEpoch: 0), releases: [])), 40),
        ]
    }

    @Test("of a publication has an exit status and a plain message", arguments: publications)
    func publishing(error: PublishingError, status: Int32) {
        let failure = Failure.publishing(error, mirror: "m")
        #expect(failure.exitStatus == status)
        for report in failure.reports { expectPlain(report) }
    }

    static let stores: [StateStoreError] = [
        .notThere(path: "/s"), .corrupt(path: "/s", "malformed"), .foreign(path: "/s"),
        .newer(path: "/s", found: 2, known: 1),
        .older(path: "/s", found: 1, known: 2), .needsRecovery(path: "/s"), .replaced(path: "/s"),
        .database(path: "/s", SQLiteError(code: 13, message: "database or disk is full", context: "INSERT INTO syncs")),
    ]

    @Test("of the store is one of this machine and has a plain message", arguments: stores)
    func store(error: StateStoreError) {
        #expect(Failure.store(error).exitStatus == 40)
        for report in Failure.store(error).reports { expectPlain(report) }
    }

    static let validations: [ValidationError] =
        [
            .noKeyring, .gpgvFailed(executable: "/g", .notRun(.system(system))),
            .gpgvFailed(executable: "/g", .notRun(.deadline(seconds: 9))),
            .gpgvFailed(executable: "/g", .notRun(.overflow(byteCount: 9))),
            .gpgvFailed(executable: "/g", .notRun(.interrupted(signal: 2))),
            .gpgvFailed(executable: "/g", .ended(.status(2), errorOutput: Array("gpgv: broken\n".utf8))),
            .gpgvFailed(executable: "/g", .ended(.signal(9), errorOutput: [])),
        ] + [.empty, .keybox, .armorMalformed, .noPacket].map { .keyringUnreadable(path: "/k", $0) }

    @Test("of a validation has a plain message", arguments: validations)
    func validation(error: ValidationError) {
        for report in Failure.validation(error, mirror: "m").reports { expectPlain(report) }
    }

    @Test("that stops a sync becomes its outcome")
    func outcome() {
        let status = { (failure: Failure) in SyncReport(mirror: "m", failure: failure).exitStatus }
        #expect(status(.interrupted(signal: 2)) == 130)
        // Its permit may be spent: to be told that another sync runs, and nothing of its own, would be a lie.
        #expect(status(.locked(mirror: "m", kind: "publication", holder: "process 7")) == 40)
        #expect(status(.system(Self.system)) == 40 && status(.programMissing("rsync")) == 40)
    }

    @Test("of the configuration has a message for each problem, with its line")
    func configuration() {
        let problems = (1...3).map { ConfigurationProblem(SourceLine("f", $0), .unknownField("X", nearest: nil)) }
        let reports = Failure.configuration(ConfigurationError(problems: problems)).reports
        #expect(reports.map(\.text) == (1...3).map { "f:\($0): unknown field (X)" })
    }
}

/// One line for people: no empty text, no full stop at its end, nothing that only Swift would print.
func expectPlain(_ message: Message, sourceLocation: SourceLocation = #_sourceLocation) {
    for text in [message.text, message.hint ?? "x"] {
        let isLine = !text.isEmpty && !text.contains("\n") && !text.hasSuffix(".") && !text.hasPrefix(" ")
        #expect(isLine, "\(message)", sourceLocation: sourceLocation)
        for trace in [
            "Optional(", "status(", "signal(", "Error(", ": nil", "()", "system(", "deadline(", "\\x0a", "  ",
        ] {
            #expect(!text.contains(trace), "\(message)", sourceLocation: sourceLocation)
        }
    }
}

extension Optional {
    fileprivate func map<Result>(_ body: (Wrapped) -> Result, or absent: Result) -> Result { map(body) ?? absent }
}
