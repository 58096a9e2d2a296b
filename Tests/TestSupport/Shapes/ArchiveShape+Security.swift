import Timekeeping

extension ArchiveShape {
    /// As a security archive: `wren-security` and the older `robin/updates`, components that Release calls `updates/main` with
    /// indexes below `main/`, SHA256 alone, days until Valid-Until, an empty contrib.
    static func security(_ date: Instant) -> ArchiveShape {
        let wren = [
            TestArchive.Package("birdsong", "1.0-1+deb12u1"),
            TestArchive.Package("birdsong", "1.0-1+deb12u1", architecture: "arm64"),
            TestArchive.Package("feather-data", "0.4-1+deb12u1", architecture: "all"),
        ]
        let robin = [TestArchive.Package("birdsong", "0.9-1+deb11u3")]
        return ArchiveShape(
            .security,
            suites: [
                securitySuite("wren-security", "wren-security", wren, ["amd64", "arm64"], date),
                securitySuite("robin/updates", "robin", robin, ["amd64"], date),
            ],
            shared: pool(wren + robin), entries: ["wren-security main contrib", "robin/updates main contrib"],
            packages: wren + robin, [.amd64, .arm64, .source])
    }

    private static func securitySuite(
        _ name: String, _ codename: String, _ packages: [TestArchive.Package], _ architectures: [String],
        _ date: Instant
    ) -> ShapeSuite {
        var suite = ShapeSuite(
            "dists/\(name)",
            [
                ("Origin", "Example"), ("Label", "Example-Security"), ("Suite", "stable-security"),
                ("Codename", codename), ("Version", "12"), ("Date", date.releaseDate),
                ("Valid-Until", date.adding(seconds: 7 * 86_400).releaseDate), ("Acquire-By-Hash", "yes"),
                ("Architectures", architectures.joined(separator: " ")), ("Components", "updates/main updates/contrib"),
                ("Description", "Example Security Updates"),
            ])
        suite.hashes = [.sha256]
        suite.hasByHash = true
        for component in ["main", "contrib"] {
            for architecture in architectures {
                suite.indexes["\(component)/binary-\(architecture)/Packages"] = ShapeIndex(
                    packages.packagesText(architecture, component: component), .xz)
            }
            suite.indexes["\(component)/source/Sources"] = ShapeIndex(packages.sourcesText(component: component), .xz)
            suite.indexes["\(component)/i18n/Translation-en"] = ShapeIndex(
                packages.translationText(component: component), .xz)
        }
        return suite
    }
}
