import ArchiveModel
import Digests
import Glibc
import Posix
import StateStore
import Timekeeping
import Validation

/// Chooses which files of a tree are to be read again.
struct ScrubPlan {
    /// Those to be read.
    private(set) var inodes: Set<UInt64> = []
    /// Of all files of the tree that were verified.
    private(set) var totalByteCount: Int64 = 0

    /// - Parameters:
    ///   - readings: the longest ago first.
    ///   - present: the inodes of the tree.
    ///   - percent: of the bytes of the tree; one file at least.
    ///   - limit: files read later than this are left for another day.
    init(_ readings: [VerifiedFileReading], present: Set<UInt64>, percent: Int, readBefore limit: Instant?) {
        let known = readings.filter { present.contains($0.inode) }
        totalByteCount = known.reduce(0) { $0 &+ $1.byteCount }
        let target = totalByteCount / 100 * Int64(percent) + totalByteCount % 100 * Int64(percent) / 100
        var sum: Int64 = 0
        for reading in known where limit.map({ (reading.readAt ?? $0) <= $0 }) ?? true {
            if !inodes.isEmpty, sum >= target { break }
            inodes.insert(reading.inode)
            sum += reading.byteCount
        }
    }
}

/// What came of reading one verified file again.
enum ScrubOutcome {
    case sound
    /// It holds something else now, or cannot be read; `found` says what.
    case rotten(expected: String, found: String)
    /// It is not the file that was verified, or it changed meanwhile.
    case other
    case cancelled

    var isCancelled: Bool { if case .cancelled = self { true } else { false } }

    var wasRead: Bool {
        switch self {
        case .sound, .rotten: true
        case .other, .cancelled: false
        }
    }
}

/// Reads a file from the disk, whatever memory holds of it, and compares it with the digest that it had.
struct ScrubReading {
    let known: StoredVerifiedFiles
    let isCancelled: () -> Bool

    func read(_ path: String) -> ScrubOutcome {
        guard let before = status(path), let wanted = digest(before) else { return .other }
        let found: String
        do throws(DigestError) {
            let content = try content(path, wanted.algorithm)
            if content == wanted { return .sound }
            found = content?.description ?? "no digest"
        } catch .cancelled {
            return .cancelled
        } catch .system(let error) {
            found = error.reason
        } catch {
            found = "\(error)"
        }
        guard let after = status(path), digest(after) == wanted else { return .other }
        return .rotten(expected: wanted.description, found: found)
    }

    /// The digest that the file at `path` had when it was verified; nil where it was not, or is another file by now.
    func wanted(_ path: String) -> Digest? { status(path).flatMap(digest) }

    private func content(_ path: String, _ algorithm: HashAlgorithm) throws(DigestError) -> Digest? {
        let file: Descriptor
        do throws(SystemCallError) { file = try Descriptor.open(path, O_RDONLY | O_NOFOLLOW) } catch {
            throw .system(error)
        }
        forgetCached(file)
        let digests = try fileDigests(of: file, [algorithm], isCancelled: isCancelled)
        forgetCached(file)
        return digests[algorithm]
    }

    private func status(_ path: String) -> FileStatus? { (try? fileStatus(path, followingLinks: false)) ?? nil }

    private func digest(_ status: FileStatus) -> Digest? {
        known.digest(
            of: FileIdentity(
                inode: status.inode, birthTime: status.birthTime, byteCount: status.byteCount,
                modificationTime: status.modificationTime))
    }
}
