import Glibc
import Timekeeping

/// The moment at which the tests of this process began: apt knows no other clock than the machine's, so the archives are dated
/// by it.
enum TestClock {
    static let now = Instant(secondsSinceEpoch: Int64(time(nil)))
}
