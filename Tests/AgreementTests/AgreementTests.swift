import Glibc
import Posix
import TestSupport
import Testing

@Suite("We agree with apt")
struct AgreementTests {
    @Test("on a sound archive of each shape", arguments: ArchiveShape.Name.allCases)
    func sound(shape: ArchiveShape.Name) throws {
        let comparison = try Comparison(ArchiveDamage(shape, "none", at: "", change: .files { _, _ in }))
        #expect(comparison.complaints.isEmpty, "\(comparison.complaints)")
        #expect(comparison.ours.verdict == "valid", "\(comparison.ours.findings)")
    }

    @Test("on each damage, but for what is listed with its reason", arguments: ArchiveDamage.asked)
    func damaged(damage: ArchiveDamage) throws {
        let comparison = try Comparison(damage)
        let expected = ExpectedDeviation.of(damage)
        try AgreementTable.append(comparison.row(expected?.reason))
        #expect(comparison.deviation == expected?.deviation, "\(comparison.row(expected?.reason))")
    }

    @Test("in a table that names each damage once")
    func names() {
        let names = ArchiveDamage.all.map(\.testDescription)
        #expect(Set(names).count == names.count)
        #expect(names.count > 120)
        for expected in ExpectedDeviation.all {
            #expect(ArchiveDamage.all.contains { expected.isAbout($0) }, "\(expected)")
        }
    }
}

/// The file that the rows are appended to where `Tests/Agreement/run` asks for them.
enum AgreementTable {
    static func append(_ row: String) throws {
        guard let path = setting("MIRRORWARD_AGREEMENT_TABLE") else { return }
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o644)
        try file.write(Array(row.utf8))
    }

    static func setting(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
