import ArchiveModel
import Testing

@Suite("A field of relations")
struct RelationFieldTests {
    /// What apt 2.6.2 took in Depends.
    static let readable: [String] = [
        "foo", "a,", "a ,b", "${x}", "${x}, b", "a (>= ${x})", "foo(>=1)", "foo (>=1)", "foo (== 1)",
        "foo (> 1)", "foo (< 1)", "foo (= 1)", "foo (! 1)", "foo (>> 1)", "foo (>= 1 2)", "foo:any", "foo:any (>= 1)",
        "foo:", "FOO", "f", "foo_x", "foo (>= 1)|bar", "foo (>= 1),bar", "foo,\n bar", "foo ( >= 1 )",
        "foo ( >= 1 ) , b", "foo (>= 1),", "foo | bar,", "foo (>= a b)", "foo@", "foo;bar", "~foo", "foo (~ 1)",
        "foo (>=\t1)", "foo\t(>= 1)", "foo (!= 1)", "-", "é", "foo (>= 1:2-3~x+y)", "foo (>= <1>)", "foo (1), bar",
        "foo (=1), b",
    ]

    /// What it refused, and with it the update.
    static let unreadable: [String] = [
        "foo (>= 1", "foo bar", "foo (>= )", "foo (>=)", ", foo", "a, , b", "a,,b", "|", "| a", "a | | b", "foo <!x>",
        "foo <x", "foo <x> bar", "foo <x>, bar", "foo [amd64]", "foo [amd64", "foo [!amd64] [x]", "foo [amd64] <x>",
        "foo <x> [amd64]", "a ${x}", "foo (1)", "foo (>> 1) x", "foo ()", "foo (", "foo )", "foo (>= 1) (<< 2)",
        "foo\n bar", "foo (= )x)", ",", "foo [", "foo <", "foo >", "a || b", "foo(", "foo[amd64]", "foo<x>",
        "foo (>= 1)<x>", "foo (>= 1)[amd64]", "foo []", "foo <>", "[amd64]", "(>= 1)", "<x>", "foo (>= 1) ) b",
        "foo (), bar", "foo (=1)", "foo ( ), bbbbb",
    ]

    private func isWellFormed(_ value: String, _ field: RelationField) -> Bool {
        Array(value.utf8).withUnsafeBytes { field.isWellFormed($0) }
    }

    @Test("is read where apt reads it", arguments: readable)
    func read(value: String) {
        #expect(isWellFormed(value, .depends))
        #expect(isWellFormed(value, .provides))
    }

    @Test("is refused where apt refuses it", arguments: unreadable)
    func refused(value: String) {
        #expect(!isWellFormed(value, .depends))
        #expect(!isWellFormed(value, .provides))
    }

    /// apt 2.6.2 updates, and then `apt-get download` of any package ends with a segmentation fault; Provides it only warns of.
    @Test("is refused with a bar at its end, unless it is Provides", arguments: RelationField.allCases)
    func openBar(field: RelationField) {
        #expect(isWellFormed("foo |", field) == (field == .provides))
    }

    @Test(
        "is judged the same whatever its length and the place of a byte in it", arguments: 0...255 as ClosedRange<UInt8>
    )
    func places(byte: UInt8) {
        for (before, after) in [(1, 0), (1, 1)] {
            func value(_ more: Int) -> [UInt8] {
                [UInt8](repeating: 0x61, count: before + more) + [byte] + [UInt8](repeating: 0x7A, count: after)
            }
            let short = value(0).withUnsafeBytes { RelationField.depends.isWellFormed($0) }
            for more in 1...24 {
                #expect(
                    value(more).withUnsafeBytes { RelationField.depends.isWellFormed($0) } == short, "after \(more)")
                let long = value(more) + Array("bcdefghijklmnopqr".utf8).prefix(after * more)
                #expect(long.withUnsafeBytes { RelationField.depends.isWellFormed($0) } == short, "after \(more)")
            }
        }
    }

    @Test("may be empty, unless it is Provides", arguments: RelationField.allCases)
    func empty(field: RelationField) {
        #expect(isWellFormed("", field) == (field != .provides))
    }

    @Test("is found under its name in any case", arguments: RelationField.allCases)
    func names(field: RelationField) throws {
        for name in [field.rawValue, field.rawValue.lowercased(), field.rawValue.uppercased()] {
            var scanner = PackageRecordScanner()
            var found: [RelationField?] = []
            try Array("Package: a\n\(name): b c\n\nPackage: b\n\(name): c\n".utf8).withUnsafeBytes {
                try scanner.feed($0) { found.append($0.malformedRelation) }
            }
            try scanner.finish { found.append($0.malformedRelation) }
            #expect(found == [field, nil])
        }
    }
}
