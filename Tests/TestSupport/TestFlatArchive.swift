package import Timekeeping

/// A vendor's flat archive as a value: Release, its indexes and the packages in one directory.
package struct TestFlatArchive: Sendable {
    /// Below the root of the tree; empty for the root itself.
    package var directory: String
    /// What paths of the indexes begin with: `./`, or the directory where a sources.list begins above it.
    package var pathPrefix = "./"
    package var packages: [TestArchive.Package]
    package var date = Instant(CalendarDay(year: 2024, month: 1, day: 6), hour: 10)
    package var acquireByHash = true
    package var hasCompressedIndexes = true
    /// Further lines of Release, each with its newline.
    package var extraFields = "Origin: Vendor\n"

    package init(_ directory: String, packages: [TestArchive.Package]) {
        self.directory = directory
        self.packages = packages
    }

    /// Every file of it by its path, signed with `key`.
    package func files(signedBy key: borrowing SigningKey) throws -> [String: [UInt8]] {
        var files = [
            "Packages": Array(packages.map(packagesStanza).joined().utf8),
            "Sources": Array(packages.map(sourcesStanza).joined().utf8),
        ]
        if hasCompressedIndexes { files.merge(files.map { ("\($0.key).gz", gzipped($0.value)) }) { $1 } }
        let release = releaseText(listing: files)
        if acquireByHash { for bytes in files.values { files["by-hash/SHA256/\(sha256(bytes))"] = bytes } }
        for package in packages {
            files["\(package.name)_\(package.version)_\(package.architecture).deb"] = package.debBytes
            files["\(package.name)_\(package.version).dsc"] = package.sourceDescription
            files[package.sourceArchiveName] = package.sourceArchiveBytes
        }
        files["InRelease"] = try key.clearsigned(release)
        files["Release"] = Array(release.utf8)
        files["Release.gpg"] = try key.detachedSignature(of: release)
        return Dictionary(
            uniqueKeysWithValues: files.map { (directory.isEmpty ? $0.key : "\(directory)/\($0.key)", $0.value) })
    }

    private func packagesStanza(_ package: TestArchive.Package) -> String {
        let bytes = package.debBytes
        return package.control + """
            Filename: \(pathPrefix)\(package.name)_\(package.version)_\(package.architecture).deb
            Size: \(bytes.count)
            SHA256: \(sha256(bytes))


            """
    }

    private func sourcesStanza(_ package: TestArchive.Package) -> String {
        let description = package.sourceDescription
        let archive = package.sourceArchiveBytes
        return """
            Package: \(package.name)
            Binary: \(package.name)
            Version: \(package.version)
            Directory: \(pathPrefix == "./" ? "." : pathPrefix)
            Checksums-Sha256:
             \(sha256(description)) \(description.count) \(package.name)_\(package.version).dsc
             \(sha256(archive)) \(archive.count) \(package.sourceArchiveName)


            """
    }

    private func releaseText(listing files: [String: [UInt8]]) -> String {
        "\(extraFields)Date: \(date.releaseDate)\nAcquire-By-Hash: \(acquireByHash ? "yes" : "no")\nSHA256:\n"
            + files.sorted { $0.key < $1.key }.map { " \(sha256($0.value)) \($0.value.count) \($0.key)\n" }.joined()
    }
}
