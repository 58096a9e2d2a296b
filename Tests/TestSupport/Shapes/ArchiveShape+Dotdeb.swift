import Timekeeping

extension ArchiveShape {
    /// A small vendor's archive: several suites, one component `all`, no by-hash, gzip alone.
    static func dotdeb(_ date: Instant) -> ArchiveShape {
        let packages = ["wren": "1.0-1~wren", "tern": "1.0-1~tern"].map { suite, version in
            (
                suite,
                [
                    TestArchive.Package("birdsong", version, component: "all"),
                    TestArchive.Package("birdsong", version, architecture: "arm64", component: "all"),
                    TestArchive.Package("feather-data", version, architecture: "all", component: "all"),
                ]
            )
        }.sorted { $0.0 > $1.0 }
        return ArchiveShape(
            .dotdeb, suites: packages.map { dotdebSuite($0, $1, date) },
            shared: pool(packages.flatMap(\.1)), entries: ["wren all", "tern all"], packages: packages.flatMap(\.1),
            [.amd64, .arm64, .source])
    }

    private static func dotdebSuite(_ name: String, _ packages: [TestArchive.Package], _ date: Instant) -> ShapeSuite {
        var suite = ShapeSuite(
            "dists/\(name)",
            [
                ("Origin", "packages.example.org"), ("Label", "Example"), ("Suite", name), ("Codename", name),
                ("Date", date.releaseDate), ("Architectures", "amd64 arm64"), ("Components", "all"),
                ("Description", "Packages for \(name)"),
            ])
        suite.hashes = [.md5, .sha1, .sha256]
        for architecture in ["amd64", "arm64"] {
            suite.indexes["all/binary-\(architecture)/Packages"] = ShapeIndex(
                packages.packagesText(architecture, component: "all"), .gzip)
        }
        suite.indexes["all/source/Sources"] = ShapeIndex(packages.sourcesText(component: "all"), .gzip)
        return suite
    }
}
