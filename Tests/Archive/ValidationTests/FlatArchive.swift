import ArchiveModel
import Posix
import TestSupport

/// A flat archive in memory, as vendors keep them: Release, its indexes and the packages in one directory.
struct FlatArchive {
    /// Below the tree; `.` is the root.
    var directory = "debian"
    /// What `Filename` begins with, and where the packages lie below the tree.
    var filenamePrefix = "./"
    var poolDirectory: String?
    var packages = ["aardvark", "badger"]
    /// Before each name that Release lists.
    var listedPrefix = ""
    var fields = "Origin: Vendor\n"
    var acquireByHash = false
    var hasSources = true
    var hasInRelease = true
    var hasDetached = true
    var isSigned = true
    /// Indexes that are stored beside those made here.
    var furtherIndexes: [String: String] = ["en": "Package: aardvark\nDescription-en: an animal\n"]

    private func content(_ name: String) -> [UInt8] { Array("the package \(name) in \(directory)".utf8) }

    private var indexes: [String: [UInt8]] {
        let stanzas = packages.map { name in
            let content = self.content(name)
            return "Package: \(name)\nVersion: 1.0\nArchitecture: amd64\nFilename: \(filenamePrefix)\(name).deb\n"
                + "Size: \(content.count)\nSHA256: \(hex(.sha256, content))\n"
        }
        var indexes = ["Packages": Array(stanzas.joined(separator: "\n").utf8)]
        for (name, text) in furtherIndexes { indexes[name] = Array(text.utf8) }
        if hasSources {
            let content = self.content("source")
            indexes["Sources"] = Array(
                ("Package: aardvark\nVersion: 1.0\nDirectory: \(filenamePrefix == "./" ? "." : filenamePrefix)\n"
                    + "Files:\n \(hex(.md5, content)) \(content.count) aardvark.dsc\n"
                    + "Checksums-Sha256:\n \(hex(.sha256, content)) \(content.count) aardvark.dsc\n").utf8)
        }
        return indexes
    }

    func write(to tree: String) throws {
        let root = directory == "." ? tree : "\(tree)/\(directory)"
        let pool = "\(tree)/\(poolDirectory ?? directory)"
        for name in packages { try put(content(name), "\(pool)/\(name).deb") }
        if hasSources { try put(content("source"), "\(pool)/aardvark.dsc") }
        var listed = indexes
        for (name, content) in indexes { listed["\(name).gz"] = try filtered(content, by: "gzip", ["-nc"]) }
        for (name, content) in listed {
            try put(content, "\(root)/\(name)")
            if acquireByHash { try put(content, "\(root)/by-hash/SHA256/\(hex(.sha256, content))") }
        }
        try writeRelease(listed, root)
    }

    private func writeRelease(_ listed: [String: [UInt8]], _ root: String) throws {
        var text = fields + "Date: Sun, 22 Nov 2026 04:00:00 UTC\n" + (acquireByHash ? "Acquire-By-Hash: yes\n" : "")
        text += "SHA256:\n"
        for (name, content) in listed.sorted(by: { $0.key < $1.key }) {
            text += " \(hex(.sha256, content)) \(content.count) \(listedPrefix)\(name)\n"
        }
        let keys = try SigningKeys.shared.get()
        if isSigned && hasInRelease { try put(try keys.clearsigned(Array(text.utf8)), "\(root)/InRelease") }
        guard hasDetached || !isSigned else { return }
        try put(Array(text.utf8), "\(root)/Release")
        if isSigned { try put(try keys.detached(Array(text.utf8)), "\(root)/Release.gpg") }
    }
}
