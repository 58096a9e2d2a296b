package import Timekeeping

/// A kind of archive as there are many: its suites as recipes, and what they share.
package struct ArchiveShape: Sendable {
    package enum Name: String, Sendable, CaseIterable {
        case dotdeb, debian, security, ubuntu, flat
    }

    /// A machine that uses the archive.
    package struct Client: Sendable, Hashable {
        package enum Kind: String, Sendable, CaseIterable {
            case amd64, arm64
            case source
            /// amd64, and every index that some program asks for beside Packages and Translation.
            case optional
        }

        package let kind: Kind
        /// What it finds in the sound archive, each as `name=version`.
        package let packages: [String]
        package let sources: [String]
    }

    package let name: Name
    package var suites: [ShapeSuite]
    /// Everything outside of the suites: the pool, links between suites.
    package var shared: TreeEntries
    /// For sources.list, each without `deb`, options and address: `wren main contrib`; after a path the address is extended by
    /// it: `/debian/ ./`.
    package let entries: [String]
    package let clients: [Client]

    init(
        _ name: Name, suites: [ShapeSuite], shared: TreeEntries, entries: [String], packages: [TestArchive.Package],
        _ kinds: [Client.Kind]
    ) {
        self.name = name
        self.suites = suites
        self.shared = shared
        self.entries = entries
        clients = kinds.map { kind in
            let architecture = kind == .optional ? "amd64" : kind.rawValue
            let isSource = kind == .source
            let found = packages.filter { isSource || [architecture, "all"].contains($0.architecture) }
            let names = Set(found.map { "\($0.name)=\($0.version)" }).sorted()
            return Client(kind: kind, packages: isSource ? [] : names, sources: isSource ? names : [])
        }
    }

    /// The shape of this name, dated an hour before `now`.
    package static func named(_ name: Name, now: Instant) -> ArchiveShape {
        let date = now.adding(seconds: -3600)
        return switch name {
        case .dotdeb: dotdeb(date)
        case .debian: debian(date)
        case .security: security(date)
        case .ubuntu: ubuntu(date)
        case .flat: flat(date)
        }
    }

    /// The binary and source packages of `packages`, by their paths below `root`.
    static func pool(_ packages: [TestArchive.Package], below root: String = "", hasSources: Bool = true) -> TreeEntries
    {
        packages.reduce(into: [:]) { files, package in
            files[root + package.poolPath] = .file(package.debBytes)
            guard hasSources else { return }
            files[root + package.sourcePath] = .file(package.sourceDescription)
            files["\(root)\(package.poolDirectory)/\(package.sourceArchiveName)"] = .file(package.sourceArchiveBytes)
        }
    }
}

extension [TestArchive.Package] {
    /// Packages of those for `architecture`, and of those for all.
    func packagesText(_ architecture: String, component: String) -> String {
        filter { $0.component == component && [architecture, "all"].contains($0.architecture) }
            .map(\.packagesStanza).joined()
    }

    func sourcesText(component: String) -> String {
        Set(filter { $0.component == component }.map(\.sourcesStanza)).sorted().joined()
    }

    func translationText(component: String) -> String {
        let names = Set(filter { $0.component == component }.map(\.name)).sorted()
        return names.map { name in
            let digest = md5([UInt8]("package \(name)\n".utf8))
            return "Package: \(name)\nDescription-md5: \(digest)\nDescription-en: package \(name)\n\n"
        }.joined()
    }

    func contentsText(_ architecture: String, component: String? = nil) -> String {
        filter { component == nil || $0.component == component }
            .filter { [architecture, "all"].contains($0.architecture) }
            .map { "usr/share/doc/\($0.name)/README misc/\($0.name)\n" }.joined()
    }
}
