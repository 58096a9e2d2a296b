import Glibc
import Posix
import Reporting
import SQLite
import StateStore

extension SystemCallError {
    var explained: Message { Message("\(self)", hint: hint) }

    private var hint: String? {
        switch number {
        case ENOSPC: "free some space; `mirrorward generations drop` gives back what a generation alone holds"
        case EDQUOT: "the quota of this user is used up"
        case EACCES, EPERM: "run it as the user that owns the directories, or give them to this user"
        case EROFS: "the file system is mounted read-only: see the kernel's log"
        case EIO: "the disk failed: see the kernel's log"
        case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
        default: nil
        }
    }
}

extension StateStoreError {
    var explained: Message {
        switch self {
        case .notThere(let path): Message("no state is recorded yet (\(path))", hint: "the first sync makes it")
        case .corrupt(let path, let text):
            Message(
                "the state is damaged (\(path)): \(text)",
                hint:
                    "the next command that writes into it, as `sync`, sets it aside and makes it anew from what is left"
            )
        case .foreign(let path):
            Message("the file is no state of mirrorward (\(path))", hint: "see State in the configuration")
        case .newer(let path, let found, let known):
            Message(
                "the state was written by a later version (\(path)): expected schema \(known), found \(found)",
                hint: "install the version that wrote it")
        case .older(let path, let found, let known):
            Message(
                "the state is of an earlier version (\(path)): expected schema \(known), found \(found)",
                hint: "the next command that writes into it brings it up to date, as `sync` or `registry check --all`")
        case .needsRecovery(let path):
            Message("a crash left the state to be mended (\(path))", hint: "run this as the user of the mirrors once")
        case .replaced(let path):
            Message(
                "the state was taken away or made anew meanwhile (\(path))",
                hint: "what this command did before is not recorded in it; start it again")
        case .database(let path, let error):
            Message("the state cannot be used (\(path)): \(error)", hint: error.kind.hint)
        }
    }
}

extension SQLiteError.Kind {
    fileprivate var hint: String {
        switch self {
        case .diskFull: "free some space, or inodes, where State lies: `df` and `df -i` show both"
        case .readOnly: "the file, its directory or its file system cannot be written to by this user"
        case .cannotOpen:
            "the directory has to be there and belong to this user, with space and inodes left; where a registry is kept, "
                + "the state is closed to users outside of its group"
        case .inputOutput: "the disk failed or is full: see the kernel's log and `df`"
        case .busy: "another process holds it: try again when that has ended"
        case .corrupt, .needsRecovery, .replaced, .constraint, .other: "run `mirrorward config check`"
        }
    }
}
