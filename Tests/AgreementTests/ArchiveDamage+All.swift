import TestSupport

extension ArchiveDamage {
    /// Those that this run asks about: of a `swift test` those that are usual, else all, those with a fault of their own, or
    /// those whose names contain a word.
    static var asked: [ArchiveDamage] {
        switch AgreementTable.setting("MIRRORWARD_AGREEMENT") {
        case nil: usual
        case "all"?: all
        case "named"?: named
        case let word?: all.filter { $0.testDescription.contains(word) }
        }
    }

    static let all: [ArchiveDamage] = named + eachFile

    private static let named: [ArchiveDamage] =
        releaseFields + dates + hashSections + releaseSyntax + signatures + framing
        + packageRecords + sourceRecords + places + others

    /// A part of the table that takes a minute or two: of each group of damages every third, and every fifth of the files, so
    /// that each fate of a file is met in each shape.
    private static let usual: [ArchiveDamage] =
        named.enumerated().filter { $0.offset % 4 == 0 }.map(\.element)
        + eachFile.enumerated().filter { $0.offset % 13 == 0 }.map(\.element)

    /// The files of each shape, one of each kind, in each way.
    private static var eachFile: [ArchiveDamage] {
        ArchiveShape.Name.allCases.flatMap { shape in
            paths(of: ShapeTree.recipe(shape)).flatMap { path in
                FileFate.allCases.map { .file(shape, path, $0) }
            }
        }
    }

    /// Of the first suite, and of the pool what its first package is made of: the others are of the same kinds.
    private static func paths(of shape: ArchiveShape) -> [String] {
        let indexes = shape.suites.prefix(1).flatMap { suite in
            suite.indexes.filter { !$0.key.hasPrefix("contrib/") && !$0.key.hasPrefix("universe/") }
                .flatMap { name, index in index.forms.map { suite.path(name + $0.rawValue) } }
                + (suite.hasInRelease ? ["InRelease"] : []).map(suite.path)
                + (suite.hasRelease ? ["Release", "Release.gpg"] : []).map(suite.path)
        }
        let pool = shape.shared.filter { if case .file = $1 { true } else { false } }.keys.sorted()
        return indexes.sorted() + pool.prefix(5)
    }
}
