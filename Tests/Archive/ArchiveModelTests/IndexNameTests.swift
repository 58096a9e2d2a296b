import ArchiveModel
import Testing

@Suite("The name of an index")
struct IndexNameTests {
    struct Row: Sendable {
        let path: String
        let kind: IndexName.Kind
        var component: String?
        var architecture: String?
        var compression = IndexCompression.none
    }

    static let rows: [Row] = [
        Row(path: "Packages", kind: .packages(isInstaller: false)),
        Row(path: "Packages.zst", kind: .packages(isInstaller: false), compression: .zstd),
        Row(path: "Sources.bz2", kind: .sources, architecture: "source", compression: .bzip2),
        Row(
            path: "main/binary-amd64/Packages.xz", kind: .packages(isInstaller: false), component: "main",
            architecture: "amd64", compression: .xz),
        Row(
            path: "non-free-firmware/binary-all/Packages.gz", kind: .packages(isInstaller: false),
            component: "non-free-firmware", architecture: "all", compression: .gzip),
        Row(
            path: "main/debian-installer/binary-arm64/Packages", kind: .packages(isInstaller: true),
            component: "main", architecture: "arm64"),
        Row(
            path: "updates/main/source/Sources.lz4", kind: .sources, component: "updates/main",
            architecture: "source", compression: .lz4),
        Row(
            path: "main/binary-amd64/Release", kind: .releaseStub, component: "main", architecture: "amd64"),
        Row(path: "main/source/Release", kind: .releaseStub, component: "main", architecture: "source"),
        Row(
            path: "main/i18n/Translation-pt_BR.bz2", kind: .translation(language: "pt_BR"), component: "main",
            compression: .bzip2),
        Row(path: "main/i18n/Index", kind: .other, component: "main"),
        Row(
            path: "Contents-amd64.gz", kind: .contents(isInstaller: false), architecture: "amd64",
            compression: .gzip),
        Row(
            path: "main/Contents-udeb-all.lzma", kind: .contents(isInstaller: true), component: "main",
            architecture: "all", compression: .lzma),
        Row(
            path: "main/Contents-source", kind: .contents(isInstaller: false), component: "main", architecture: "source"
        ),
        Row(
            path: "main/dep11/Components-amd64.yml.xz", kind: .dep11, component: "main", architecture: "amd64",
            compression: .xz),
        Row(path: "main/dep11/icons-64x64.tar.gz", kind: .dep11, component: "main", compression: .gzip),
        Row(
            path: "universe/cnf/Commands-amd64.xz", kind: .commands, component: "universe", architecture: "amd64",
            compression: .xz),
        Row(
            path: "main/binary-amd64/Packages.diff/Index", kind: .pdiff, component: "main", architecture: "amd64"),
        Row(path: "main/source/Sources.diff/Index", kind: .pdiff, component: "main", architecture: "source"),
        Row(path: "main/Contents-amd64.diff/Index", kind: .pdiff, component: "main", architecture: "amd64"),
        Row(
            path: "main/installer-amd64/current/images/SHA256SUMS", kind: .installer, component: "main",
            architecture: "amd64"),
        Row(path: "main/other", kind: .other, component: "main"),
        Row(path: "", kind: .other),
        Row(path: ".xz", kind: .other, compression: .xz),
    ]

    @Test("tells what it is", arguments: rows)
    func classification(row: Row) {
        let name = IndexName(row.path)
        #expect(name.kind == row.kind, "\(row.path)")
        #expect(name.component == row.component, "\(row.path)")
        #expect(name.architecture == row.architecture, "\(row.path)")
        #expect(name.compression == row.compression, "\(row.path)")
        #expect(name.logicalPath + name.compression.suffix == row.path)
    }
}

@Suite("A path by hash")
struct ByHashTests {
    private let hex = String(repeating: "0a", count: 32)

    @Test("lies beside its index and is recognised there")
    func roundTrip() throws {
        let digest = try #require(Digest(.sha256, hex: hex))
        #expect(ByHash.path(for: "Packages", digest) == "by-hash/SHA256/\(hex)")
        let path = ByHash.path(for: "main/binary-amd64/Packages.xz", digest)
        #expect(path == "main/binary-amd64/by-hash/SHA256/\(hex)")
        let read = try #require(ByHash(path: path))
        #expect(read.directory == "main/binary-amd64" && read.digest == digest)
        #expect(ByHash(path: "by-hash/SHA256/\(hex)")?.directory == "")
    }

    @Test(
        "is none of another form",
        arguments: ["", "by-hash", "by-hash/SHA256/", "by-hash/SHA256/0a", "by-hash/sha256/x"])
    func refused(path: String) {
        #expect(ByHash(path: path) == nil)
        #expect(ByHash(path: "main/\(path)/more") == nil)
    }
}

@Suite("The name of a file that a flat archive lists")
struct FlatIndexNameTests {
    static let names: [(path: String, kind: IndexName.Kind, architecture: String?)] = [
        ("Packages.xz", .packages(isInstaller: false), nil), ("Sources", .sources, "source"),
        ("en.gz", .translation(language: "en"), nil), ("pt_BR", .translation(language: "pt_BR"), nil),
        ("ca@valencia.bz2", .translation(language: "ca@valencia"), nil),
        ("Contents-amd64.gz", .contents(isInstaller: false), nil), ("index.html", .other, nil), ("README", .other, nil),
        ("en_", .other, nil), ("deeper/Packages", .other, nil), ("main/binary-amd64/Packages", .other, nil),
    ]

    @Test("tells what apt asks for beside Release, and nothing of what lies deeper", arguments: names)
    func kinds(_ path: String, _ kind: IndexName.Kind, _ architecture: String?) {
        let name = IndexName(inFlatArchive: path)
        #expect(name.kind == kind && name.architecture == architecture && name.component == nil && name.path == path)
    }
}
