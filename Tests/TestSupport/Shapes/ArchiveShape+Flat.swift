import Timekeeping

extension ArchiveShape {
    /// A vendor's flat archive in a directory `debian`: Release and Release.gpg, Packages plain and as gzip, packages beside.
    static func flat(_ date: Instant) -> ArchiveShape {
        let packages = ["birdsong", "nest"].map { name in
            TestArchive.Package(name, "1.0", claimedFilename: "./\(name)_1.0_amd64.deb")
        }
        var suite = ShapeSuite("debian", [("Origin", "Vendor"), ("Label", "Vendor"), ("Date", date.releaseDate)])
        suite.hasInRelease = false
        suite.hashes = [.md5, .sha1, .sha256]
        suite.indexes["Packages"] = ShapeIndex(packages.packagesText("amd64", component: "main"), .plain, .gzip)
        let files = packages.map { ("debian/\($0.name)_1.0_amd64.deb", TreeEntry.file($0.debBytes)) }
        return ArchiveShape(
            .flat, suites: [suite], shared: Dictionary(uniqueKeysWithValues: files), entries: ["debian/ ./"],
            packages: packages, [.amd64])
    }
}
