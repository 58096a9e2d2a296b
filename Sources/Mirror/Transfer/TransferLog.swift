import Glibc
import Posix

/// The file that keeps what rsync said. It is bounded, and a disk that is full ends no transfer.
struct TransferLog: ~Copyable {
    /// Who speaks, and so how much of the file it may fill.
    enum Speaker { case output, error, own }

    /// Bytes; a first sync of some 500,000 files fits. Errors have room of their own behind it.
    private static let outputLimit = 64 << 20
    private static let errorLimit = 72 << 20

    /// -1 where it could not be opened.
    private let file: Descriptor
    private let path: String
    private var buffer: [UInt8] = []
    private var byteCount: Int = 0
    private(set) var failure: SystemCallError?

    /// Opens `path` to append to it, created with mode 0640; the directories above must be there. What earlier connections of the
    /// session wrote counts: the file as a whole is bounded.
    init(_ path: String) {
        self.path = path
        do throws(SystemCallError) {
            let opened = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND, mode: 0o640)
            byteCount = Int(clamping: (try? opened.status())?.byteCount ?? 0)
            file = opened
        } catch {
            file = Descriptor(owning: -1)
            failure = error
        }
    }

    mutating func write(_ line: String, _ speaker: Speaker) {
        let limit =
            switch speaker {
            case .output: Self.outputLimit
            case .error: Self.errorLimit
            case .own: Int.max
            }
        if failure != nil || byteCount >= limit { return }
        append(line)
        if byteCount >= limit { append("[the log is cut here: it holds \(limit >> 20) MiB]") }
        if buffer.count >= 64 << 10 { flush() }
    }

    private mutating func append(_ line: String) {
        buffer += Array(line.utf8) + [0x0A]
        byteCount += line.utf8.count + 1
    }

    mutating func flush() {
        if failure != nil || buffer.isEmpty { return }
        do throws(SystemCallError) {
            try file.write(buffer)
        } catch {
            failure = SystemCallError(error.call, path, number: error.number)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
