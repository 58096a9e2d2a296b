/// What the name of a file that Release lists says about it.
package struct IndexName: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Packages; of the installer (udebs) below `debian-installer/`.
        case packages(isInstaller: Bool)
        case sources
        /// Translation, with its language as `en` or `pt_BR`.
        case translation(language: String)
        /// Contents; of udebs in `Contents-udeb-`.
        case contents(isInstaller: Bool)
        /// AppStream: `dep11/`.
        case dep11
        /// command-not-found: `cnf/`.
        case commands
        /// Anything in a `….diff/` directory.
        case pdiff
        /// Below `installer-<architecture>/`.
        case installer
        /// `binary-<architecture>/Release` and `source/Release`, which hold no hashes.
        case releaseStub
        case other
    }

    /// As listed, relative to the suite.
    package let path: String
    /// Without the suffix of the compression: what Release must list for apt to see the file at all.
    package let logicalPath: String
    package let compression: IndexCompression
    package let kind: Kind
    /// As in the path, with slashes where it has them; nil for files of the whole suite and in flat archives.
    package let component: String?
    /// `source` for Sources; nil where the name holds none.
    package let architecture: String?

    package init(_ path: String) {
        self.path = path
        (logicalPath, compression) = IndexCompression.split(path)
        let parts = NameParts(logicalPath)
        (kind, architecture) = Self.classify(parts)
        component = parts.component
    }

    init(
        path: String, logicalPath: String, compression: IndexCompression, kind: Kind, component: String?,
        architecture: String?
    ) {
        self.path = path
        self.logicalPath = logicalPath
        self.compression = compression
        self.kind = kind
        self.component = component
        self.architecture = architecture
    }

    private static func classify(_ parts: NameParts) -> (Kind, String?) {
        if let installer = parts.directories.first(where: { $0.hasPrefix("installer-") }) {
            return (.installer, String(installer.dropFirst(10)))
        }
        if let diff = parts.directories.first(where: { $0.hasSuffix(".diff") }) {
            return (.pdiff, parts.architecture ?? suffix(of: diff.dropLast(5), after: "Contents-"))
        }
        if let contents = suffix(of: parts.name[...], after: "Contents-") {
            let udeb = suffix(of: contents[...], after: "udeb-")
            return (.contents(isInstaller: udeb != nil), udeb ?? contents)
        }
        switch parts.directories.last {
        case "i18n":
            let language = suffix(of: parts.name[...], after: "Translation-")
            return (language.map { .translation(language: $0) } ?? .other, nil)
        case "dep11": return (.dep11, suffix(of: parts.name[...], after: "Components-").map(withoutExtension))
        case "cnf": return (.commands, suffix(of: parts.name[...], after: "Commands-"))
        default: break
        }
        switch parts.name {
        case "Packages":
            return (.packages(isInstaller: parts.directories.contains("debian-installer")), parts.architecture)
        case "Sources": return (.sources, "source")
        case "Release" where parts.architecture != nil: return (.releaseStub, parts.architecture)
        default: return (.other, parts.architecture)
        }
    }

    private static func suffix(of text: Substring, after prefix: String) -> String? {
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }

    private static func withoutExtension(_ name: String) -> String {
        String(name.prefix { $0 != "." })
    }
}

/// A path taken apart where Debian's layout does: component, then a directory with a meaning, then the name.
private struct NameParts {
    let directories: [String]
    let name: String
    /// Of `binary-<architecture>`, or `source`.
    let architecture: String?
    let component: String?

    init(_ path: String) {
        var segments = path.split(separator: "/").map { String($0) }
        name = segments.popLast() ?? ""
        directories = segments
        let binary = segments.last { $0.hasPrefix("binary-") }
        architecture = binary.map { String($0.dropFirst(7)) } ?? (segments.contains("source") ? "source" : nil)
        let leading = segments.prefix { !Self.endsComponent($0) }
        component = leading.isEmpty ? nil : leading.joined(separator: "/")
    }

    private static func endsComponent(_ segment: String) -> Bool {
        switch segment {
        case "source", "i18n", "dep11", "cnf", "debian-installer", "by-hash": true
        default: segment.hasPrefix("binary-") || segment.hasPrefix("installer-") || segment.hasSuffix(".diff")
        }
    }
}
