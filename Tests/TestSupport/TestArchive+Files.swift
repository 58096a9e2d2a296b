import Timekeeping

extension TestArchive {
    /// Every file of the archive by its path, signed with `key`, now or at `signed` (seconds since 1970).
    package func files(signedBy key: borrowing SigningKey, at signed: Int? = nil) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = ["project/trace/archive.example.org": Array("made for a test\n".utf8)]
        for suite in suites {
            files.merge(suite.poolFiles) { $1 }
            files.merge(try suite.distsFiles(signedBy: key, at: signed)) { $1 }
        }
        return files
    }
}

extension TestArchive.Package {
    var control: String {
        """
        Package: \(name)
        Version: \(version)
        Architecture: \(architecture)
        Maintainer: Test Maintainers <test@example.org>
        Description: package \(name)

        """
    }

    package var debBytes: [UInt8] { debFile(control: control, name: name, content: content) }
    var sourceArchiveName: String { "\(name)_\(version).tar.xz" }
    var sourceArchiveBytes: [UInt8] { xzCompressed(tarArchive([("\(name)/README", Array(name.utf8))])) }

    var sourceDescription: [UInt8] {
        let archive = sourceArchiveBytes
        return Array(
            """
            Format: 3.0 (native)
            Source: \(name)
            Binary: \(name)
            Architecture: any
            Version: \(version)
            Checksums-Sha256:
             \(sha256(archive)) \(archive.count) \(sourceArchiveName)
            Files:
             \(md5(archive)) \(archive.count) \(sourceArchiveName)

            """.utf8)
    }

    var packagesStanza: String {
        let bytes = debBytes
        return control + """
            Filename: \(claimedFilename ?? poolPath)
            Size: \(bytes.count)
            SHA256: \(sha256(bytes))


            """
    }

    var sourcesStanza: String {
        let description = sourceDescription
        let archive = sourceArchiveBytes
        return """
            Package: \(name)
            Binary: \(name)
            Version: \(version)
            Directory: \(poolDirectory)
            Checksums-Sha256:
             \(sha256(description)) \(description.count) \(name)_\(version).dsc
             \(sha256(archive)) \(archive.count) \(sourceArchiveName)


            """
    }
}

extension TestArchive.Suite {
    package var directory: String { "dists/\(codename)" }

    fileprivate var poolFiles: [String: [UInt8]] {
        packages.reduce(into: [:]) { files, package in
            files[package.poolPath] = package.debBytes
            files[package.sourcePath] = package.sourceDescription
            files["\(package.poolDirectory)/\(package.sourceArchiveName)"] = package.sourceArchiveBytes
        }
    }

    fileprivate func distsFiles(signedBy key: borrowing SigningKey, at signed: Int?) throws -> [String: [UInt8]] {
        let indexes = self.indexes
        var stored = storedForms(of: indexes)
        let release = releaseText(listing: stored.merging(indexes) { $1 })
        if acquireByHash { addByHash(to: &stored) }
        if hasInRelease { stored["InRelease"] = try key.clearsigned(release, at: signed) }
        if hasRelease {
            stored["Release"] = Array(release.utf8)
            stored["Release.gpg"] = try key.detachedSignature(of: release, at: signed)
        }
        return Dictionary(uniqueKeysWithValues: stored.map { ("\(directory)/\($0.key)", $0.value) })
    }

    /// The indexes by their plain names, which Release lists and the archive does not keep, as Debian does.
    private var indexes: [String: [UInt8]] {
        components.reduce(into: [:]) { indexes, component in
            let own = packages.filter { $0.component == component }
            for architecture in architectures {
                let carried = own.filter { [architecture, "all"].contains($0.architecture) }
                indexes["\(component)/binary-\(architecture)/Packages"] = Array(
                    carried.map(\.packagesStanza).joined().utf8)
                indexes["\(component)/Contents-\(architecture)"] = Array(
                    carried.map { "usr/share/doc/\($0.name)/README misc/\($0.name)\n" }.joined().utf8)
            }
            indexes["\(component)/source/Sources"] = Array(Set(own.map(\.sourcesStanza)).sorted().joined().utf8)
            indexes["\(component)/i18n/Translation-en"] = Array(
                Set(own.map { "Package: \($0.name)\nDescription-en: package \($0.name)\n\n" }).sorted().joined().utf8)
        }
    }

    private func storedForms(of indexes: [String: [UInt8]]) -> [String: [UInt8]] {
        indexes.reduce(into: [:]) { stored, index in
            stored[index.key + ".gz"] = gzipped(index.value)
            if !index.key.contains("Contents-") { stored[index.key + ".xz"] = xzCompressed(index.value) }
        }
    }

    private func addByHash(to stored: inout [String: [UInt8]]) {
        for (path, bytes) in stored {
            let directory = path.split(separator: "/").dropLast().joined(separator: "/")
            stored["\(directory)/by-hash/SHA256/\(sha256(bytes))"] = bytes
        }
    }

    private func releaseText(listing files: [String: [UInt8]]) -> String {
        func section(_ name: String, _ digest: ([UInt8]) -> String) -> String {
            "\(name):\n"
                + files.sorted { $0.key < $1.key }.map { " \(digest($0.value)) \($0.value.count) \($0.key)\n" }.joined()
        }
        return """
            Origin: Test
            Label: Test
            Suite: \(name)
            Codename: \(codename)
            Date: \(date.releaseDate)
            \(validUntil.map { "Valid-Until: \($0.releaseDate)\n" } ?? "")\
            Acquire-By-Hash: \(acquireByHash ? "yes" : "no")
            No-Support-for-Architecture-all: Packages
            Architectures: \(architectures.joined(separator: " "))
            Components: \(components.joined(separator: " "))
            \(extraFields)
            """ + section("MD5Sum", md5) + section("SHA256", sha256)
    }
}
