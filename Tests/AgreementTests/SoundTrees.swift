import TestSupport

extension ShapeTree {
    private static let recipes = Dictionary(
        uniqueKeysWithValues: ArchiveShape.Name.allCases.map { ($0, ArchiveShape.named($0, now: TestClock.now)) })

    private static let trees = Result {
        let keys = try ShapeKeys.shared.get()
        return try recipes.mapValues { try ShapeTree($0, keys) }
    }

    /// The shape as it is without damage.
    static func recipe(_ name: ArchiveShape.Name) -> ArchiveShape {
        recipes[name] ?? ArchiveShape.named(name, now: TestClock.now)
    }

    /// Its tree, written once for all tests of the process.
    static func sound(_ name: ArchiveShape.Name) throws -> ShapeTree {
        guard let tree = try trees.get()[name] else { return try ShapeTree(recipe(name), try ShapeKeys.shared.get()) }
        return tree
    }

    /// What the damaged archive holds.
    func damaged(by damage: ArchiveDamage) throws -> TreeEntries {
        switch damage.change {
        case .suite(let number, let change): return try entries(try ShapeKeys.shared.get(), changing: number, change)
        case .files(let change):
            var changed = entries
            try change(&changed, self)
            return changed
        }
    }
}
