/// A suite and the files that came of it.
package struct RenderedSuite: Sendable {
    package let suite: ShapeSuite
    /// By their paths relative to the root.
    package let files: TreeEntries
    /// Each listed file that is kept, relative to the suite.
    package let stored: [String: [UInt8]]

    /// Renders `suite`; forms of indexes that are as in `previous` are not packed again.
    package init(_ suite: ShapeSuite, _ keys: ShapeKeys, previous: RenderedSuite? = nil) throws {
        var stored: [String: [UInt8]] = [:]
        for (name, index) in suite.indexes {
            let isUnchanged = previous?.suite.indexes[name] == index
            for form in index.forms {
                let path = name + form.rawValue
                stored[path] = isUnchanged ? previous?.stored[path] : form.stored(index.content)
            }
        }
        self.suite = suite
        self.stored = stored
        var files = stored.merging(suite.unlisted) { $1 }
        if suite.hasByHash { files.merge(Self.byHashCopies(stored)) { $1 } }
        files.merge(try Self.releaseFiles(suite, stored, keys)) { $1 }
        self.files = Dictionary(uniqueKeysWithValues: files.map { (suite.path($0.key), .file($0.value)) })
    }

    private static func byHashCopies(_ stored: [String: [UInt8]]) -> [String: [UInt8]] {
        Dictionary(stored.map { (byHashPath($0.key, $0.value), $0.value) }) { $1 }
    }

    /// Where the copy of the index `name` with these bytes lies.
    package static func byHashPath(_ name: String, _ bytes: [UInt8]) -> String {
        (name.split(separator: "/").dropLast() + ["by-hash", "SHA256", sha256(bytes)[...]]).joined(separator: "/")
    }

    private static func releaseFiles(
        _ suite: ShapeSuite, _ stored: [String: [UInt8]], _ keys: ShapeKeys
    ) throws -> [String: [UInt8]] {
        let plain = suite.indexes.filter { $0.value.listsPlain }.mapValues(\.content)
        let written = suite.releaseText(listing: stored.merging(plain) { $1 })
        let text = suite.rewriteRelease?(written) ?? written
        var files: [String: [UInt8]] = [:]
        if suite.hasInRelease {
            files["InRelease"] = try keys.clearsigned(text, by: suite.signers, digest: suite.signatureDigest)
        }
        if suite.hasRelease {
            files["Release"] = Array(text.utf8)
            files["Release.gpg"] = try keys.detached(text, by: suite.signers, digest: suite.signatureDigest)
        }
        return files
    }
}

extension ShapeSuite {
    fileprivate func releaseText(listing files: [String: [UInt8]]) -> String {
        let sorted = files.sorted { $0.key < $1.key }
        return fields.map { "\($0.name): \($0.value)\n" }.joined()
            + hashes.map { section in
                "\(section.rawValue):\n"
                    + sorted.map { " \(section.digest($0.value)) \($0.value.count) \($0.key)\n" }.joined()
            }.joined()
    }
}

extension ShapeSuite.Hashes {
    fileprivate func digest(_ bytes: [UInt8]) -> String {
        switch self {
        case .md5: TestSupport.md5(bytes)
        case .sha1: TestSupport.sha1(bytes)
        case .sha256: TestSupport.sha256(bytes)
        case .sha512: TestSupport.sha512(bytes)
        }
    }
}
