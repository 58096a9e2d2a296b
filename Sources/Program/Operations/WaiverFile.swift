import Configuration
import Deb822
import Glibc
import Posix
import Timekeeping
import Validation

/// The file of a mirror's waivers: deb822 stanzas with Code, Path, Until and Reason, and Suite, By and Added where wanted.
struct WaiverFile {
    /// Bytes; more than a person writes by hand.
    static let byteLimit = 1 << 20
    private static let fields = ["Code", "Path", "Suite", "Until", "Reason", "By", "Added"]

    let path: String
    private(set) var bytes: [UInt8] = []
    private(set) var waivers: [Waiver] = []
    private var problems: [ConfigurationProblem] = []

    /// Reads it; without a file there are no waivers.
    ///
    /// - Throws: `Failure.configuration` with every problem in it.
    init(_ path: String) throws(Failure) {
        self.path = path
        do throws(SystemCallError) {
            bytes = try readFile(path, limit: Self.byteLimit)
        } catch {
            guard error.number == ENOENT else { throw Self.failure([.init(SourceLine(path), .unreadable(error))]) }
            return
        }
        do throws(Deb822Error) {
            for stanza in try Deb822Parser.parse(bytes, allowsComments: true) { take(stanza) }
        } catch { throw Self.failure([.init(SourceLine(path, error.line ?? 0), .syntax(error.message))]) }
        if !problems.isEmpty { throw Self.failure(problems) }
    }

    private static func failure(_ problems: [ConfigurationProblem]) -> Failure {
        .configuration(ConfigurationError(problems: problems))
    }

    private mutating func take(_ stanza: Stanza) {
        let countBefore = problems.count
        for field in stanza.fields where !Self.fields.contains(where: { $0.lowercased() == field.name.lowercased() }) {
            add(.unknownField(field.name, nearest: nearestName(to: field.name, among: Self.fields)), field.line)
        }
        let code = required("Code", stanza).flatMap { self.code($0) }
        let pattern = required("Path", stanza)?.value
        let until = required("Until", stanza).flatMap { day($0) }
        let reason = required("Reason", stanza)?.value
        guard problems.count == countBefore, let code, let pattern, let until, let reason else { return }
        waivers.append(
            Waiver(
                code: code, pathPattern: pattern, suitePattern: stanza["Suite"]?.value, until: until, reason: reason))
    }

    private mutating func required(_ name: String, _ stanza: Stanza) -> Field? {
        if let field = stanza[name], !field.value.isEmpty { return field }
        add(.syntax("missing field (a waiver): expected \(name)"), stanza.line)
        return nil
    }

    private mutating func code(_ field: Field) -> FindingCode? {
        let code = FindingCode(rawValue: field.value)
        if let code, code.canBeWaived { return code }
        let nearest = nearestName(to: field.value, among: FindingCode.allCases.map(\.rawValue))
        let expected =
            code == nil
            ? "the code of a finding" + (nearest.map { ", as \($0)" } ?? "") : "a code that can be waived"
        add(.invalidValue(field: "Code", value: field.value, expected: expected), field.line)
        return nil
    }

    private mutating func day(_ field: Field) -> CalendarDay? {
        let day = CalendarDay(isoDay: field.value)
        if day == nil {
            add(.invalidValue(field: "Until", value: field.value, expected: "a day, as 2026-12-24"), field.line)
        }
        return day
    }

    private mutating func add(_ kind: ConfigurationProblem.Kind, _ line: Int) {
        problems.append(ConfigurationProblem(SourceLine(path, line), kind))
    }
}

extension WaiverFile {
    /// Adds a stanza at the end; what stands there, comments too, stays as it is. A reader sees the old file or the new one.
    ///
    /// - Throws: `Failure.system`.
    func append(_ stanza: Stanza) throws(Failure) {
        var content = bytes
        if let last = content.last {
            if last != UInt8(ascii: "\n") { content.append(UInt8(ascii: "\n")) }
            content.append(UInt8(ascii: "\n"))
        }
        content += Array(stanza.text.utf8)
        let written = content
        try Failure.ofSystem { () throws(SystemCallError) in
            // A symlink stays one: what it leads to is replaced.
            let target = try realPath(path) ?? path
            try createDirectories(splitPath(target).directory)
            try replaceFile(target, with: written)
        }
    }
}
