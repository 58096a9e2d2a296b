import Timekeeping

extension ArchiveShape {
    /// As Debian's archive: xz and gzip, by-hash, udebs, Translation, Contents in each component, patches of indexes, dep11,
    /// installer images, per-architecture stubs; plain indexes are listed and not kept; `stable` is a symlink.
    static func debian(_ date: Instant) -> ArchiveShape {
        let packages = [
            TestArchive.Package("birdsong", "1.0-1"), TestArchive.Package("birdsong", "1.0-1", architecture: "arm64"),
            TestArchive.Package("feather-data", "0.4-1", architecture: "all"),
            TestArchive.Package("nest", "2.3-1", component: "contrib"),
        ]
        var suite = ShapeSuite(
            "dists/wren",
            [
                ("Origin", "Example"), ("Label", "Example"), ("Suite", "stable"), ("Version", "12.1"),
                ("Codename", "wren"), ("Date", date.releaseDate), ("Acquire-By-Hash", "yes"),
                ("No-Support-for-Architecture-all", "Packages"), ("Architectures", "all amd64 arm64"),
                ("Components", "main contrib"), ("Description", "Example 12.1 Released"),
            ])
        suite.hasByHash = true
        for component in ["main", "contrib"] { suite.addDebianComponent(component, packages) }
        suite.addInstaller(udeb: installerPackage)
        suite.addPatches(of: "main/binary-amd64/Packages")
        suite.indexes["main/dep11/Components-amd64.yml"] = .dep11Components(origin: "example-wren-main")
        suite.indexes["main/dep11/icons-48x48.tar"] = .dep11Icons
        suite.indexes["main/dep11/CID-Index-amd64.json"] = ShapeIndex("{\"birdsong\": \"b/birdsong\"}\n", .gzip)
        var shared = pool(packages)
        shared[installerPackagePath] = .file(installerPackage.debBytes)
        shared["dists/stable"] = .symbolicLink("wren")
        shared["dists/wren/main/installer-amd64/current"] = .symbolicLink("20230607")
        return ArchiveShape(
            .debian, suites: [suite], shared: shared, entries: ["stable main contrib"], packages: packages,
            [.amd64, .arm64, .source, .optional])
    }

    private static let installerPackagePath = "pool/main/b/birdsong/birdsong-udeb_1.0-1_amd64.udeb"
    private static let installerPackage = TestArchive.Package(
        "birdsong-udeb", "1.0-1", claimedFilename: installerPackagePath)
}

extension ShapeSuite {
    fileprivate mutating func addDebianComponent(_ component: String, _ packages: [TestArchive.Package]) {
        for architecture in ["all", "amd64", "arm64"] {
            indexes["\(component)/binary-\(architecture)/Packages"] = ShapeIndex(
                packages.packagesText(architecture, component: component), .xz, .gzip)
            indexes["\(component)/binary-\(architecture)/Release"] = .stub(
                archive: "stable", component: component, architecture: architecture)
            indexes["\(component)/Contents-\(architecture)"] = ShapeIndex(
                packages.contentsText(architecture, component: component), .gzip)
        }
        indexes["\(component)/source/Sources"] = ShapeIndex(packages.sourcesText(component: component), .xz, .gzip)
        indexes["\(component)/i18n/Translation-en"] = ShapeIndex(packages.translationText(component: component), .xz)
    }

    /// udebs, and images that are vouched for by a SHA256SUMS, which Release lists by its own name and through `current`.
    fileprivate mutating func addInstaller(udeb: TestArchive.Package) {
        indexes["main/debian-installer/binary-amd64/Packages"] = ShapeIndex(udeb.packagesStanza, .xz, .gzip)
        indexes["main/Contents-udeb-amd64"] = ShapeIndex("lib/birdsong.so birdsong-udeb\n", .gzip)
        let image = Array("a small image\n".utf8)
        let sums = "\(sha256(image))  ./netboot/mini.iso\n"
        unlisted["main/installer-amd64/20230607/images/netboot/mini.iso"] = image
        indexes["main/installer-amd64/20230607/images/SHA256SUMS"] = ShapeIndex(sums, .plain)
        indexes["main/installer-amd64/current/images/SHA256SUMS"] = ShapeIndex(sums)
    }

    /// A chain of two patches, from a generation that had two further lines at the end and one that had one.
    fileprivate mutating func addPatches(of name: String) {
        guard let current = indexes[name] else { return }
        let lineCount = current.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        var (history, patches, downloads) = ("", "", "")
        for (number, extra) in [(1, "X-One: 1\nX-Two: 2\n"), (2, "X-One: 1\n")] {
            let patchName = "T-2026-06-0\(number)-F-2026-06-0\(number)"
            let old = current.content + Array(extra.utf8)
            let last = lineCount + 3 - number
            let range = last == lineCount + 1 ? "\(last)" : "\(lineCount + 1),\(last)"
            let patch = Array("\(range)d\n".utf8)
            let stored = gzipped(patch)
            history += " \(sha256(old)) \(old.count) \(patchName)\n"
            patches += " \(sha256(patch)) \(patch.count) \(patchName)\n"
            downloads += " \(sha256(stored)) \(stored.count) \(patchName).gz\n"
            unlisted["\(name).diff/\(patchName).gz"] = stored
        }
        indexes["\(name).diff/Index"] = ShapeIndex(
            "SHA256-Current: \(sha256(current.content)) \(current.content.count)\nSHA256-History:\n\(history)"
                + "SHA256-Patches:\n\(patches)SHA256-Download:\n\(downloads)X-Patch-Precedence: merged\n", .plain)
    }
}
