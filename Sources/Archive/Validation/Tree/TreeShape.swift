import Posix

/// What is wrong with a tree apart from what its indexes say: symlinks, special files, names, directories that are closed to clients.
struct TreeShape {
    let survey: TreeSurvey
    let tree: ArchiveTree

    func findings() -> [Finding] {
        survey.symbolicLinks.compactMap(linkFinding)
            + survey.specialFiles.map { Finding(.error, .specialFile, path: $0, found: "a device, socket or FIFO") }
            + survey.closedDirectories.map(closedFinding)
            + survey.unreadableDirectories.map {
                Finding(.error, .fileUnreadable, path: $0.path, expected: "a directory", found: $0.reason)
            }
            + survey.undecodablePaths.map { Finding(.warning, .nameNotUTF8, path: $0) }
            + survey.tooDeepPaths.map {
                Finding(.error, .nestedTooDeep, path: $0, expected: "at most \(TreeSurvey.maximumDepth) levels")
            }
    }

    /// apt is content with a directory that everyone may enter: web servers open files in it by name. rsync clients and listings
    /// need to read it.
    private func closedFinding(_ directory: (path: String, permissions: UInt32)) -> Finding {
        Finding(
            directory.permissions & 0o001 == 0 ? .error : .warning, .fileNotWorldReadable, path: directory.path,
            expected: "mode 755", found: "mode \(String(directory.permissions, radix: 8))")
    }

    private func linkFinding(_ path: String) -> Finding? {
        do throws(SystemCallError) {
            guard let target = try symbolicLinkTarget(path, at: tree.root.number) else { return nil }
            if isUnsafe(target: target, of: path) {
                return Finding(
                    .error, .linkUnsafe, path: path, expected: "a target inside of the archive", found: target)
            }
            return resolutionFinding(path, target)
        } catch {
            return Finding(.error, .fileUnreadable, path: path, found: error.reason)
        }
    }

    private func resolutionFinding(_ path: String, _ target: String) -> Finding? {
        do throws(FileFault) {
            if try tree.resolved(path) != nil { return nil }
            return Finding(.warning, .linkDangling, path: path, found: target)
        } catch {
            return error.finding(path: path, suites: [], notAFile: .linkUnsafe)
        }
    }
}

/// Whether a symlink at `path` is absolute, or climbs above the root on its way, as rsync's `unsafe_symlink` has it (util1.c).
func isUnsafe(target: String, of path: String) -> Bool {
    if target.isEmpty || target.hasPrefix("/") { return true }
    var depth = path.utf8.count { $0 == UInt8(ascii: "/") }
    for segment in target.split(separator: "/") where segment != "." {
        depth += segment == ".." ? -1 : 1
        if depth < 0 { return true }
    }
    return false
}
