import Configuration
import Glibc
import Posix
import Publishing
import Reporting
import SQLite
import StateStore
import Transfer
import Validation

extension SyncRun {
    /// Which of the mirror's file systems has no inodes left: the system calls it full, `df` shows space, and who frees space has
    /// done nothing. Asked when something has failed for a full disk.
    private var placeWithoutInodes: String? {
        [root.path, program.configuration.stateDirectory, program.logDirectory(mirror)].first { path in
            (try? freeSpace(path))?.freeInodeCount == 0
        }
    }

    /// `message`, which tells of a full disk, with what it is full of.
    func namingWhatIsFull(_ message: Message) -> Message {
        guard let place = placeWithoutInodes else { return message }
        return Message(
            "\(message.text); no inodes are left where \(place) lies",
            hint: "remove files there, or make a file system with more inodes: `df -i` shows them")
    }
}

extension Failure {
    /// Whether it may be that a file system has no room for one more file.
    var mayBeFullDisk: Bool {
        switch self {
        case .system(let error), .publishing(.systemCall(let error), _), .validation(.system(let error), _):
            error.number == ENOSPC
        case .transfer(let outcome, _, _): outcome.ending == .localFault(.noSpace)
        case .store(.database(_, let error)): [.diskFull, .cannotOpen, .inputOutput].contains(error.kind)
        default: false
        }
    }
}
