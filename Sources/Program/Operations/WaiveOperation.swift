package import Configuration
import Deb822
import Posix
package import Reporting
import StateStore
import Timekeeping
import Validation

/// What `waive` is asked for, in the operator's words.
package struct WaiverWish: Sendable {
    package var code: String
    package var pattern: String
    package var suite: String?
    package var until: String
    package var reason: String

    package init(code: String, pattern: String, suite: String?, until: String, reason: String) {
        self.code = code
        self.pattern = pattern
        self.suite = suite
        self.until = until
        self.reason = reason
    }
}

/// What `waive` did.
package struct WaiveOutcome: Sendable {
    package let file: String
    package let waiver: WaiverReport
}

extension Program {
    /// The file of a mirror's waivers: `Waivers`, or one of its own below the state directory.
    func waiversPath(_ mirror: MirrorConfiguration) -> String {
        mirror.waiversFile ?? "\(configuration.stateDirectory)/waivers/\(mirror.name)"
    }

    /// - Throws: `Failure.configuration` where the file is malformed.
    func waivers(of mirror: MirrorConfiguration) throws(Failure) -> [Waiver] {
        try WaiverFile(waiversPath(mirror)).waivers
    }

    /// Adds a waiver to the file of the mirror.
    ///
    /// - Throws: `Failure.usage` for what cannot be waived or no day that it may end on.
    package func waive(_ wish: WaiverWish, _ mirror: MirrorConfiguration) throws(Failure) -> WaiveOutcome {
        let today = UTCTime(machine.clock.now()).calendarDay
        let waiver = try self.waiver(wish, mirror, today)
        let file = try WaiverFile(waiversPath(mirror))
        var stanza = Stanza()
        stanza.append("Code", waiver.code.rawValue)
        stanza.append("Path", waiver.pathPattern)
        if let suite = waiver.suitePattern { stanza.append("Suite", suite) }
        stanza.append("Until", waiver.until.description)
        stanza.append("Reason", waiver.reason)
        stanza.append("Added", today.description)
        try file.append(stanza)
        return WaiveOutcome(file: file.path, waiver: try reports([waiver], mirror)[0])
    }

    /// The waivers of a mirror, and what they cover of the last validation.
    package func waiverReports(_ mirror: MirrorConfiguration) throws(Failure) -> (file: String, waivers: [WaiverReport])
    {
        (waiversPath(mirror), try reports(try waivers(of: mirror), mirror))
    }

    private func waiver(
        _ wish: WaiverWish, _ mirror: MirrorConfiguration, _ today: CalendarDay
    ) throws(Failure) -> Waiver {
        let code = try findingCode(wish.code)
        if !code.canBeWaived {
            throw .usage("never waived (\(code.rawValue)): \(code.meaning)", hint: code.whyNeverWaived)
        }
        for (name, text) in [("PATTERN", wish.pattern), ("--reason", wish.reason), ("--suite", wish.suite ?? "x")]
        where text.isEmpty || text.contains(where: \.isNewline) {
            throw .usage("invalid value (\(name)): expected one line of text", hint: "see `mirrorward waive --help`")
        }
        let last = today.adding(days: Self.waiverDayLimit)
        guard let until = CalendarDay(isoDay: wish.until), until >= today, until <= last else {
            throw .usage(
                "invalid value (--until): expected a day from \(today) to \(last), found `\(wish.until)`",
                hint: "a waiver is for a time: it is renewed by another one")
        }
        return Waiver(
            code: code, pathPattern: wish.pattern, suitePattern: wish.suite, until: until, reason: wish.reason)
    }

    /// A year: what is accepted for longer is no exception.
    private static let waiverDayLimit: Int64 = 366

    private func reports(_ waivers: [Waiver], _ mirror: MirrorConfiguration) throws(Failure) -> [WaiverReport] {
        let findings = try lastFindings(mirror)
        let now = machine.clock.now()
        return waivers.map { waiver in
            let count = findings?.count(where: waiver.means) ?? 0
            let state: WaiverReport.State =
                !waiver.holds(at: now) ? .expired : findings == nil ? .unknown : count > 0 ? .inUse : .unneeded
            return WaiverReport(
                code: waiver.code.rawValue, path: waiver.pathPattern, suite: waiver.suitePattern,
                until: waiver.until.description, reason: waiver.reason, state: state, count: count)
        }
    }

    /// What the last validation in a sync found; nil where there was none.
    private func lastFindings(_ mirror: MirrorConfiguration) throws(Failure) -> [Finding]? {
        guard let store = try openStoreForReading() else { return nil }
        return try Failure.ofStore { () throws(StateStoreError) in
            let syncs = try store.syncs(of: mirror.name, limit: 30)
            guard let sync = syncs.first(where: { $0.ending?.verdict != nil }) else { return nil }
            return try store.findings(ofSync: sync.id).compactMap { Finding($0) }
        }
    }
}

extension Finding {
    /// As far as waivers ask.
    fileprivate init?(_ record: FindingRecord) {
        guard let code = FindingCode(rawValue: record.code), let severity = Severity(rawValue: record.severity) else {
            return nil
        }
        let suites = (record.suite ?? "").split(separator: " ").map(String.init)
        self.init(severity, code, path: record.path, suites: suites)
    }
}

extension FindingCode {
    fileprivate var whyNeverWaived: String {
        switch self {
        case .dateBackwards: hint
        case .noSuite: "an emptied archive never takes the place of what is served"
        default: "unsafe paths, bad signatures and bytes that differ from their digest hold back whatever happens"
        }
    }
}
