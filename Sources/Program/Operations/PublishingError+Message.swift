import Posix
import Publishing
import Reporting
import Timekeeping

extension PublishingError {
    /// What it means for the operator of `mirror`.
    func explained(_ mirror: String) -> Message {
        switch self {
        case .systemCall(let error): error.explained
        case .rootMissing(let path):
            Message("Root is not there (\(mirror)): expected the directory \(path)", hint: "make it, or mount its disk")
        case .markerMissing(let path):
            Message(
                "Root has lost its marker (\(mirror)): expected \(path), for generations of this mirror are known",
                hint: "is its disk mounted? nothing is done until it is")
        case .markerUnreadable(let path, let line):
            Message(
                "the marker cannot be read (\(path)): line \(line) is not what this program writes",
                hint: "restore it; only if that is impossible, remove it together with the state")
        case .markerOfAnotherMirror(let path, let found, let expected):
            Message(
                "Root belongs to another mirror (\(path)): expected \(expected), found \(found)",
                hint: "each mirror has a Root of its own; if the mirror was renamed, change its name in the marker")
        case .publicIsNoLink(let path):
            Message(
                "there is something else where the public link belongs (\(path))",
                hint: "move it away; clients are served what the link leads to")
        case .publicLeadsElsewhere(let path, let target):
            Message(
                "the public link leads to no generation of this mirror (\(path)): found \(target)",
                hint: "remove the link; the next publication makes it again")
        case .stagingIsNoDirectory(let path), .stagingMissing(let path):
            Message("there is no directory for staging (\(path))", hint: "remove what stands there")
        case .noSuchGeneration(let name):
            Message("unknown generation (\(name))", hint: "`mirrorward generations \(mirror)` lists them")
        case .noPredecessor:
            Message(
                "nothing to roll back to (\(mirror)): no generation is older than the one that is served",
                hint: "`mirrorward generations \(mirror)` lists them")
        case .generationInUse(let name, .live):
            Message("the generation is served (\(name))", hint: "roll back to another one first")
        case .generationInUse(let name, .pinned):
            Message("the generation is pinned (\(name))", hint: "`mirrorward unpin \(mirror) \(name)` lets it go")
        case .held(let hold):
            Message(
                "the mirror is held (\(mirror)): it was rolled back from \(hold.generation)",
                hint: "`mirrorward resume \(mirror)` ends that")
        case .linkRefused(let refusal): refusal.explained(mirror)
        case .unsafePath(let path): Message("a path leads out of the tree (\(path))")
        case .clockOutOfRange(let instant):
            Message("no generation can be named after this time (\(instant.iso8601))", hint: "set the clock")
        case .diskShortage(let shortage): shortage.explained(mirror)
        }
    }
}

extension LinkRefusal {
    func explained(_ mirror: String) -> Message {
        let what = "unchanged files cannot be hard-linked (\(path))"
        switch cause {
        case .foreignOwner(let owner, let ourUser):
            return Message(
                "\(what): it belongs to user \(owner), this is user \(ourUser), and fs.protected_hardlinks forbids it",
                hint: "give the whole Root to one user, as with `chown -R`, and sync as that user")
        case .otherFileSystem:
            return Message(
                "\(what): staging and generations are on two file systems or mounts",
                hint: "everything below Root has to be on one file system, mounted once")
        case .tooManyLinks(let count):
            return Message(
                "\(what): it has \(count) names, as many as its file system allows",
                hint: "drop old generations: `mirrorward generations \(mirror)`")
        case .unsupported:
            return Message(
                "\(what): its file system makes no hard links, or the file is immutable",
                hint: "put Root on a file system with hard links, as ext4, XFS or Btrfs")
        }
    }
}

extension DiskShortage {
    func explained(_ mirror: String) -> Message {
        if freeByteCount < wantedByteCount {
            return Message(
                "too little space (\(path)): expected \(byteText(Int64(clamping: wantedByteCount))) free as "
                    + "Minimum-Free says, found \(byteText(Int64(clamping: freeByteCount)))",
                hint: "`mirrorward generations \(mirror)` shows what dropping a generation gives back")
        }
        return Message(
            "too few inodes (\(path)): expected \(countText(wantedInodeCount)) free, "
                + "found \(countText(freeInodeCount ?? 0))",
            hint: "each generation needs one for each directory")
    }
}
