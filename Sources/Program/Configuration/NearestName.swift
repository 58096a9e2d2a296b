/// The member of `names` that `text` was probably meant to be, or nil when none is near.
///
/// Near means: at most a third of the letters, and no more than three, have to be inserted, removed, replaced or swapped
/// with their neighbour (the distance of Damerau and Levenshtein, restricted), without regard to case.
package func nearestName(to text: String, among names: [String]) -> String? {
    let wanted = Array(text.lowercased().utf8.prefix(64))
    let limit = min(3, max(1, wanted.count / 3))
    let ranked = names.map { (name: $0, distance: editDistance(wanted, Array($0.lowercased().utf8))) }
    return ranked.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var distance = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                distance = min(distance, beforeLast[column - 1] + 1)
            }
            current.append(distance)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
