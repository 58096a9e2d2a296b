import Configuration
import Glibc
import Posix
import Publishing
import Reporting

/// Whether the Root of a mirror is fit for what is done there.
struct RootCheck {
    let mirror: MirrorConfiguration
    let mounts: MountTable?

    private var root: MirrorRoot { mirror.mirrorRoot }

    func run(_ check: inout ConfigurationCheck) {
        guard let status = (try? fileStatus(mirror.root)) ?? nil, status.kind == .directory else {
            check.problems.append(PublishingError.rootMissing(path: mirror.root).explained(mirror.name))
            return
        }
        let space = try? freeSpace(mirror.root)
        let free = space.map { ", \(byteText(Int64(clamping: $0.freeByteCount))) free" } ?? ""
        check.lines.append("  root      \(mirror.root)\(free)")
        if !isWritable(mirror.root) {
            check.problems.append(
                Message("Root is not writable (\(mirror.root))", hint: "give it to the user that runs the syncs"))
            return
        }
        checkMarker(&check)
        checkFileSystem(status, &check)
        checkLinks(&check)
        checkMounts(&check)
    }

    private func checkMarker(_ check: inout ConfigurationCheck) {
        do throws(PublishingError) {
            if let marker = try root.readMarker(), marker.mirror != mirror.name {
                throw .markerOfAnotherMirror(path: root.marker, found: marker.mirror, expected: mirror.name)
            }
            if try fileStatusOrNil(root.generations) != nil { _ = try Generations(of: root) }
        } catch { check.problems.append(error.explained(mirror.name)) }
    }

    private func fileStatusOrNil(_ path: String) throws(PublishingError) -> FileStatus? {
        do throws(SystemCallError) { return try fileStatus(path) } catch { throw .systemCall(error) }
    }

    /// Generations and staging have to lie where Root does, or nothing can be renamed or linked.
    private func checkFileSystem(_ status: FileStatus, _ check: inout ConfigurationCheck) {
        for path in [root.generations, root.staging, root.partial] {
            guard let other = (try? fileStatus(path)) ?? nil, other.device != status.device else { continue }
            check.problems.append(
                Message(
                    "Root is on two file systems (\(mirror.name)): \(path) is on another one than \(mirror.root)",
                    hint: "everything below Root has to be on one file system"))
        }
    }

    /// Makes a file, links it, and removes both.
    private func checkLinks(_ check: inout ConfigurationCheck) {
        let first = "\(mirror.root)/.link-check"
        let second = "\(mirror.root)/.link-check-2"
        do throws(SystemCallError) {
            try removeFile(first)
            try removeFile(second)
            try replaceFile(first, with: [])
            try linkFile(first, to: second)
        } catch {
            check.problems.append(
                Message(
                    "hard links are refused (\(mirror.root)): \(error.reason)",
                    hint: "put Root on a file system with hard links, as ext4, XFS or Btrfs"))
        }
        try? removeFile(first)
        try? removeFile(second)
        checkOwner(&check)
    }

    /// fs.protected_hardlinks lets nobody link files of another user that he may not write.
    private func checkOwner(_ check: inout ConfigurationCheck) {
        guard let live = (try? Generations(of: root))?.live, geteuid() != 0,
            let status = (try? fileStatus(root.path(of: live))) ?? nil, status.owner != geteuid()
        else { return }
        check.warnings.append(
            Message(
                "generations belong to user \(status.owner), this is user \(geteuid()) (\(mirror.name))",
                hint: "run this check and the syncs as the same user"))
    }

    /// A mount of something below `generations/`, or on the public link's place, goes on showing an old tree.
    private func checkMounts(_ check: inout ConfigurationCheck) {
        guard let mounts else { return }
        for mount in mounts.mounts {
            let showsGeneration =
                mount.mountPoint != mirror.root
                && (mount.mountPoint == mirror.publicLink || isBelow(mount.mountPoint, root.generations)
                    || isBelow(mount.mountPoint, root.staging) || isBindOfGeneration(mount))
            guard showsGeneration else { continue }
            check.problems.append(
                Message(
                    "a mount shows one generation for ever (\(mount.mountPoint))",
                    hint: "mount or export Root itself, never `public` or a generation"))
        }
    }

    /// A bind mount names the mounted directory by its path below the root of the file system.
    private func isBindOfGeneration(_ mount: MountTable.Mount) -> Bool {
        guard let own = mounts?.mount(holding: mirror.root), own.device == mount.device, mount.root != own.root else {
            return false
        }
        let below = own.mountPoint == "/" ? mirror.root : String(mirror.root.dropFirst(own.mountPoint.count))
        let inside = (own.root == "/" ? "" : own.root) + below
        return isBelow(mount.root, "\(inside)/generations") || isBelow(mount.root, "\(inside)/staging")
    }

    private func isBelow(_ path: String, _ directory: String) -> Bool {
        path == directory || path.hasPrefix(directory + "/")
    }
}

/// The corresponding C function is `access`.
func isWritable(_ path: String) -> Bool { access(path, W_OK | X_OK) == 0 }
