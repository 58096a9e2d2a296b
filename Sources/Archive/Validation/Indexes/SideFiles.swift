import ArchiveModel
import Posix

/// What some files that Release lists name in their turn, beside Packages and Sources: patches and images.
struct SideFiles {
    let context: SuiteIndexes.Context
    let suite: DiscoveredSuite
    let release: ReleaseFile
    /// Inodes of what was read and found to be what Release lists: nothing else is believed.
    let soundForms: [UInt64: ReleaseEntry]

    func run(_ groups: [LocatedGroup], _ ledger: inout Ledger) {
        let files = SideFileCheck(
            tree: context.tree, verified: context.verified, contentCheck: context.contentCheck)
        var seen: Set<String> = []
        // SHA256SUMS before MD5SUMS: one list of each directory is enough.
        for entry in groups.compactMap(soundPlainEntry).sorted(by: { $0.path > $1.path }) {
            let name = IndexName(entry.path)
            switch name.kind {
            case .pdiff where entry.path.hasSuffix(".diff/Index"):
                PdiffCheck(files: files, suite: suite, release: release).run(entry, &ledger)
            case .installer:
                InstallerCheck(files: files, suite: suite).run(entry, seen: &seen, &ledger)
            default: break
            }
        }
    }

    private func soundPlainEntry(_ located: LocatedGroup) -> ReleaseEntry? {
        for (form, place) in zip(located.group.forms, located.places) where form.name.compression == .none {
            if case .plain(let status) = place, soundForms[status.inode] == form.entry { return form.entry }
        }
        return nil
    }
}
