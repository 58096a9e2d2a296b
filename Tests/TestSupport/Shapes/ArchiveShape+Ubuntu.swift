import Timekeeping

extension ArchiveShape {
    /// As Ubuntu's archive: pockets, Contents at the level of the suite, command-not-found's cnf, dep11.
    static func ubuntu(_ date: Instant) -> ArchiveShape {
        let release = [
            TestArchive.Package("birdsong", "1.0-1build1"),
            TestArchive.Package("feather-data", "0.4-1", architecture: "all"),
            TestArchive.Package("nest", "2.3-1", component: "universe"),
        ]
        let updates = [TestArchive.Package("birdsong", "1.0-1ubuntu0.1")]
        return ArchiveShape(
            .ubuntu, suites: [ubuntuSuite("jay", release, date), ubuntuSuite("jay-updates", updates, date)],
            shared: pool(release + updates), entries: ["jay main universe", "jay-updates main universe"],
            packages: release + updates, [.amd64, .source, .optional])
    }

    private static func ubuntuSuite(_ name: String, _ packages: [TestArchive.Package], _ date: Instant) -> ShapeSuite {
        var suite = ShapeSuite(
            "dists/\(name)",
            [
                ("Origin", "Example"), ("Label", "Example"), ("Suite", name), ("Version", "24.04"),
                ("Codename", "jay"), ("Date", date.releaseDate), ("Architectures", "amd64"),
                ("Components", "main universe"), ("Description", "Example Jay 24.04"),
            ])
        suite.hashes = [.md5, .sha1, .sha256]
        suite.hasByHash = true
        suite[field: "Acquire-By-Hash"] = "yes"
        suite.indexes["Contents-amd64"] = ShapeIndex(packages.contentsText("amd64"), .gzip)
        for component in ["main", "universe"] {
            suite.indexes["\(component)/binary-amd64/Packages"] = ShapeIndex(
                packages.packagesText("amd64", component: component), .xz, .gzip)
            suite.indexes["\(component)/source/Sources"] = ShapeIndex(
                packages.sourcesText(component: component), .xz, .gzip)
            suite.indexes["\(component)/i18n/Translation-en"] = ShapeIndex(
                packages.translationText(component: component), .xz, .gzip)
        }
        suite.indexes["main/cnf/Commands-amd64"] = ShapeIndex("suite: \(name)\ncomponent: main\narch: amd64\n\n", .xz)
        suite.indexes["main/dep11/Components-amd64.yml"] = .dep11Components(origin: "example-\(name)-main")
        suite.indexes["main/dep11/icons-48x48.tar"] = .dep11Icons
        suite.indexes["main/binary-amd64/Release"] = .stub(archive: name, component: "main", architecture: "amd64")
        return suite
    }
}

extension ShapeIndex {
    static func dep11Components(origin: String) -> ShapeIndex {
        ShapeIndex(
            "---\nFile: DEP-11\nVersion: '0.12'\nOrigin: \(origin)\n---\nID: birdsong\nPackage: birdsong\n", .xz, .gzip)
    }

    static let dep11Icons = {
        var index = ShapeIndex("", .gzip)
        index.content = tarArchive([("birdsong.png", Array("picture".utf8))])
        return index
    }()

    static func stub(archive: String, component: String, architecture: String) -> ShapeIndex {
        ShapeIndex("Archive: \(archive)\nComponent: \(component)\nArchitecture: \(architecture)\n", .plain)
    }
}
