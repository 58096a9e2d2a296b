/// Sets of suites as small numbers: most pool files are wanted by one of few different sets.
struct SuiteSets {
    static let empty: UInt32 = 0

    private struct Step: Hashable {
        let set: UInt32
        let suite: UInt32
    }

    private var members: [[UInt32]] = [[]]
    private var numbers: [[UInt32]: UInt32] = [[]: 0]
    private var steps: [Step: UInt32] = [:]

    /// The members of a set, sorted.
    subscript(_ set: UInt32) -> [UInt32] { members[Int(set)] }

    /// The number of the set that also holds `suite`.
    mutating func adding(_ suite: UInt32, to set: UInt32) -> UInt32 {
        let step = Step(set: set, suite: suite)
        if let known = steps[step] { return known }
        let old = members[Int(set)]
        let new = old.contains(suite) ? old : (old + [suite]).sorted()
        let number = numbers[new] ?? UInt32(members.count)
        if numbers[new] == nil {
            numbers[new] = number
            members.append(new)
        }
        steps[step] = number
        return number
    }
}
