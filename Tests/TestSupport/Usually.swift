import Glibc

/// The first `count` of these cases; all of them where the environment has `MIRRORWARD_MISBEHAVIOUR=all`, as
/// `Tests/Misbehaviour/run` sets it: they take minutes.
package func usually<Case>(_ count: Int, of cases: [Case]) -> [Case] {
    let isAll = getenv("MIRRORWARD_MISBEHAVIOUR").map { String(cString: $0) } == "all"
    return isAll ? cases : Array(cases.prefix(count))
}
