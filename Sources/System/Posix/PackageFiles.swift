import Glibc

/// Whether a name ends as that of a package, or of a file of a source package: `.deb`, `.dsc`, `.tar.xz`.
func isPackageName(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count > 4, let last = name.last else { return false }
    switch last {
    case UInt8(ascii: "b"): return endings(name, [".deb", ".udeb", ".ddeb"])
    case UInt8(ascii: "c"): return endings(name, [".dsc", ".tar.xz.asc", ".tar.gz.asc", ".tar.bz2.asc"])
    case UInt8(ascii: "z"): return endings(name, [".tar.xz", ".tar.gz", ".diff.gz"])
    case UInt8(ascii: "2"): return endings(name, [".tar.bz2"])
    case UInt8(ascii: "t"): return endings(name, [".tar.zst"])
    default: return false
    }
}

private func endings(_ name: ArraySlice<UInt8>, _ suffixes: [StaticString]) -> Bool {
    suffixes.contains { suffix in
        let count = suffix.utf8CodeUnitCount
        guard name.count > count else { return false }
        return name.suffix(count).elementsEqual(UnsafeBufferPointer(start: suffix.utf8Start, count: count))
    }
}

/// Whether a directory, by its path below the root, lies in `dists`.
func isInDists(_ path: String) -> Bool { path == "dists" || path.utf8.starts(with: "dists/".utf8) }

extension DirectoryListing {
    func isPackageName(_ entry: Entry) -> Bool { Posix.isPackageName(name(entry)) }
}

/// Calls `body` with the path of each package file below `root` and outside of `dists`, as `TreeSurvey.packageFileCount` counts
/// them; names that are not UTF-8 are left out.
///
/// - Throws: `SystemCallError` from openat(2) or readdir(3).
package func forEachPackageFile(
    below root: borrowing Descriptor, _ body: (String) -> Void
) throws(SystemCallError) {
    var pending = [(path: ".", depth: 0)]
    while let (directory, depth) = pending.popLast() {
        let listing: DirectoryListing
        do throws(SystemCallError) { listing = try DirectoryListing(directory, below: root) } catch
            where error.number == EACCES && directory != "."
        {
            // The survey tells of it.
            continue
        }
        for entry in listing.entries {
            guard let name = String(validating: listing.name(entry), as: UTF8.self) else { continue }
            let path = directory == "." ? name : "\(directory)/\(name)"
            switch entry.kind {
            case .directory where path == TreeSurvey.recoveryDirectory: break
            case .directory where depth < TreeSurvey.maximumDepth && !isInDists(path): pending.append((path, depth + 1))
            case .regular where listing.isPackageName(entry): body(path)
            default: break
            }
        }
    }
}
