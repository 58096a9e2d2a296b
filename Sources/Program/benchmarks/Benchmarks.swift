import Glibc
import Posix

/// Measures parts of the program in one process: what a process needs to start would hide them.
///
/// Each line of output is a round: the name of what was measured, seconds, and a sum that two ways to read the same file must
/// agree in.
@main
enum Benchmarks {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 3, let rounds = Int(words[2]), let measure = measurements[words[0]] else {
            writeStandardStream(2, usage)
            exit(64)
        }
        do throws(SystemCallError) {
            for _ in 0..<rounds { try measure(words[1]) }
        } catch {
            writeStandardStream(2, "benchmarks: \(error)\n")
            exit(69)
        }
    }

    private static let measurements: [String: @Sendable (String) throws(SystemCallError) -> Void] = [
        "lines": measureLines, "stanzas": measureStanzas, "records": measureRecords, "hash": measureHash,
    ]

    private static let usage = """
        usage: benchmarks lines|stanzas|records PACKAGES ROUNDS
               benchmarks hash FILE ROUNDS

        lines     memchr(3) for each line: the floor of every parser
        stanzas   all fields of all stanzas are found
        records   as stanzas, and each record is judged and its digests are decoded
        hash      SHA-256 of a file

        """
}

/// Seconds of the processor's time that this process took: less disturbed by what else runs than the wall's.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Runs `body` once and prints its line; `body` returns the sum.
func measure(_ name: String, _ body: () -> Int64) {
    let (start, processorStart) = (seconds(), processorSeconds())
    let sum = body()
    let (wall, processor) = (seconds() - start, processorSeconds() - processorStart)
    writeStandardStream(1, "\(name) \(wall) \(processor) \(sum)\n")
}
