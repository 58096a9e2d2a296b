import TestSupport

extension ArchiveDamage {
    static var signatures: [ArchiveDamage] {
        func signed(_ description: String, _ keys: ShapeKeys.Name..., digest: String = "SHA512") -> ArchiveDamage {
            release(.dotdeb, description) { suite in
                suite.signers = keys
                suite.signatureDigest = digest
            }
        }
        return [
            signed("signed by a foreign key", .foreign), signed("signed by an expired key", .expired),
            signed("signed by a revoked key", .revoked), signed("signed by another key of the keyring", .second),
            signed("signed by a good and a foreign key", .archive, .foreign),
            signed("signed by a foreign and a good key", .foreign, .archive),
            signed("signed by a good and a revoked key", .archive, .revoked),
            signed("signed by two good keys", .archive, .second),
            signed("signed with RSA", .classic), signed("signed over SHA1", .classic, digest: "SHA1"),
            signed("signed over MD5", .classic, digest: "MD5"),
            signed("signed over RIPEMD160", .classic, digest: "RIPEMD160"),
            signed("signed over SHA224", .classic, digest: "SHA224"),
        ] + missingFiles + detached
    }

    private static var missingFiles: [ArchiveDamage] {
        func without(_ shape: ArchiveShape.Name, _ names: String...) -> ArchiveDamage {
            let directory = ShapeTree.recipe(shape).suites[0].directory
            return files(shape, "without \(names.joined(separator: " and "))", at: "\(directory)/InRelease") {
                entries, _ in
                for name in names { entries["\(directory)/\(name)"] = nil }
            }
        }
        return [
            without(.dotdeb, "InRelease"), without(.dotdeb, "Release"), without(.dotdeb, "Release.gpg"),
            without(.dotdeb, "Release", "Release.gpg"), without(.dotdeb, "InRelease", "Release.gpg"),
            without(.dotdeb, "InRelease", "Release"), without(.dotdeb, "InRelease", "Release", "Release.gpg"),
            without(.flat, "Release.gpg"), without(.flat, "Release").naming("dists"),
        ]
    }

    /// Faults of Release and Release.gpg, where clients read them.
    private static var detached: [ArchiveDamage] {
        func detached(_ description: String, _ change: @escaping @Sendable (inout [UInt8]) -> Void) -> ArchiveDamage {
            bytes(.flat, description, at: "debian/Release.gpg", change)
        }
        return [
            detached("Release.gpg with text before") { $0 = Array("Some text\n".utf8) + $0 },
            detached("Release.gpg with text after") { $0 += Array("Some text\n".utf8) },
            detached("Release.gpg with an empty line after") { $0 += Array("\n".utf8) },
            detached("Release.gpg twice") { $0 += $0 },
            detached("Release.gpg without its end") { $0.removeLast(30) },
            detached("Release.gpg with CR LF") {
                $0 = Array(String(decoding: $0, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
            },
            detached("Release.gpg that is no signature") { $0 = Array("nonsense\n".utf8) },
            bytes(.flat, "Release with a further line", at: "debian/Release") { $0 += Array("X-More: yes\n".utf8) },
            bytes(.flat, "Release with another Date", at: "debian/Release") {
                $0 = Array(String(decoding: $0, as: UTF8.self).replacing("Label: Vendor", with: "Label: Wendor").utf8)
            },
        ]
    }

    static var framing: [ArchiveDamage] {
        let path = "dists/wren/InRelease"
        func text(_ description: String, _ change: @escaping @Sendable (String) -> String) -> ArchiveDamage {
            bytes(.dotdeb, "InRelease \(description)", at: path) {
                $0 = Array(change(String(decoding: $0, as: UTF8.self)).utf8)
            }
        }
        return [
            text("with text before") { "Origin: Evil\n" + $0 }, text("with text after") { $0 + "Origin: Evil\n" },
            text("with an empty line before") { "\n" + $0 }, text("with an empty line after") { $0 + "\n" },
            text("with a byte order mark") { "\u{FEFF}" + $0 },
            text("without its end") { String($0.dropLast(40)) },
            text("without its signature") { $0.components(before: "-----BEGIN PGP SIGNATURE-----") },
            text("without its first line") { String($0.drop { $0 != "\n" }.dropFirst()) },
            text("without armor headers") { $0.replacing("Hash: SHA512\n", with: "") },
            text("with another armor header") {
                $0.replacing("Hash: SHA512\n", with: "Hash: SHA512\nComment: hello\n")
            },
            text("with an armor header of another digest") { $0.replacing("Hash: SHA512\n", with: "Hash: SHA256\n") },
            text("without the empty line") { $0.replacing("Hash: SHA512\n\n", with: "Hash: SHA512\n") },
            text("with a line that begins with a dash") { $0.replacing("Label:", with: "-Label: x\nLabel:") },
            text("with an escaped line") { $0.replacing("Label: ", with: "- Label: ") },
            text("with blanks at the ends of lines") { $0.replacing("Label: Example\n", with: "Label: Example  \n") },
            text("with CR LF") { $0.replacing("\n", with: "\r\n") },
            text("twice") { $0 + $0 },
            text("with its signature twice") { text in
                text + text.dropFirst(text.components(before: "-----BEGIN PGP SIGNATURE-----").count)
            },
            text("with a changed field") { $0.replacing("Label: Example", with: "Label: Exampel") },
            text("with a signature of another suite") { $0 },
            bytes(.dotdeb, "InRelease packed as gzip", at: path) { $0 = gzipped($0) },
            bytes(.dotdeb, "InRelease with a NUL", at: path) { $0.insert(0, at: 60) },
            bytes(.dotdeb, "InRelease as a pointer of git-lfs", at: path) {
                $0 = Array(
                    "version https://git-lfs.example.org/spec/v1\noid sha256:\(sha256($0))\nsize \($0.count)\n".utf8)
            },
            files(.dotdeb, "InRelease of another suite", at: path) { entries, _ in
                entries[path] = entries["dists/tern/InRelease"]
            },
            files(.dotdeb, "InRelease that is Release", at: path) { entries, _ in
                entries[path] = entries["dists/wren/Release"]
            },
            files(.dotdeb, "Release of another suite beside InRelease", at: "dists/wren/Release") { entries, _ in
                entries["dists/wren/Release"] = entries["dists/tern/Release"]
            },
        ].filter { !$0.description.hasSuffix("a signature of another suite") }
    }
}

extension String {
    fileprivate func components(before marker: String) -> String {
        ranges(of: marker).first.map { String(self[..<$0.lowerBound]) } ?? self
    }
}
