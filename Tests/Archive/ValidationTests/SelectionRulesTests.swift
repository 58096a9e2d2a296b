import Testing

@testable import Validation

@Suite("A selection")
struct SelectionRulesTests {
    private static let paths = [
        "dists/wren/InRelease", "dists/wren/Contents-amd64.gz", "dists/wren/Contents-arm64.gz",
        "dists/wren/main/Contents-udeb-arm64.gz", "dists/wren/main/Contents-all.gz",
        "dists/wren/main/Contents-source.gz",
        "dists/wren/main/Contents-arm64.diff/Index", "dists/wren/main/binary-amd64/Packages.xz",
        "dists/wren/main/binary-all/Packages.xz", "dists/wren/main/binary-arm64/Packages.xz",
        "dists/wren/main/binary-arm64/Packages.diff/Index", "dists/wren/main/binary-arm64/by-hash/SHA256/00",
        "dists/wren/main/debian-installer/binary-amd64/Packages.xz",
        "dists/wren/main/debian-installer/binary-arm64/Packages.xz",
        "dists/wren/main/installer-amd64/current/images/SHA256SUMS",
        "dists/wren/main/installer-arm64/current/images/netboot.tar.gz",
        "dists/wren/main/installer-amd64/current/images/netboot.tar.gz",
        "dists/wren/main/dep11/Components-amd64.yml.gz",
        "dists/wren/main/dep11/Components-arm64.yml.gz", "dists/wren/main/dep11/icons-48x48.tar.gz",
        "dists/wren/main/dep11/CID-Index-arm64.json.gz", "dists/wren/main/cnf/Commands-arm64.xz",
        "dists/wren/main/cnf/Commands-amd64.xz", "dists/wren/main/source/Sources.xz",
        "dists/wren/main/i18n/Translation-en.xz",
        "dists/wren/contrib/binary-amd64/Packages.xz", "dists/wren/contrib/source/Sources.xz",
        "dists/wren/extra/binary-amd64/Packages.xz", "dists/wren/extra/i18n/Translation-en.xz",
        "dists/tern/updates/main/binary-amd64/Packages.xz", "dists/tern/updates/InRelease", "dists/tern/InRelease",
        "dists/stable", "pool/main/a/a_1_amd64.deb", "pool/main/a/a_1_all.deb", "pool/main/a/a_1_arm64.deb",
        "pool/main/a/a_1_kfreebsd-i386.deb", "pool/main/a/a_1_arm64.udeb", "pool/main/a/a_1.deb",
        "pool/main/a/tool_latest.deb",
        "pool/main/a/a_1_x.y.deb", "pool/main/a/b_c/a_latest.deb", "pool/main/a/a_1.dsc", "pool/main/a/a_1.orig.tar.xz",
        "pool/main/a/a_1.orig.tar.xz.asc", "pool/main/a/a_1.debian.tar.xz", "pool/main/a/a_1.diff.gz",
        "pool/main/a/README",
        "pool/contrib/b/b_1_amd64.deb", "pool/updates/contrib/b/b_1_all.deb", "pool/extra/e_1_amd64.deb",
        "pool/vendor/v_1_all.deb",
        "binary/x_1_arm64.deb", "project/trace/master", "indices/md5sums.tar.gz",
    ]

    private func leftOut(_ selection: Selection) -> [String: String] {
        Self.paths.reduce(into: [:]) { $0[$1] = selection.leftOut($1)?.phrase }
    }

    @Test("of everything leaves nothing out")
    func everything() {
        #expect(leftOut(.everything).isEmpty && Selection.everything.rules.isEmpty)
    }

    @Test("of architectures keeps them and `all`, and leaves out only names that tell another")
    func architectures() {
        let found = leftOut(Selection(architectures: ["amd64"]))
        let arm = Self.paths.filter { $0.contains("arm64") && !$0.hasPrefix("binary/") }
        #expect(found.keys.sorted() == (arm + ["pool/main/a/a_1_kfreebsd-i386.deb"]).sorted())
        #expect(arm.allSatisfy { found[$0] == "architecture arm64" }, "\(found)")
    }

    @Test("without sources leaves out those of the pool, and no other tar archive")
    func sources() {
        let found = leftOut(Selection(hasSources: false))
        #expect(
            found.keys.sorted() == [
                "dists/wren/contrib/source/Sources.xz", "dists/wren/main/Contents-source.gz",
                "dists/wren/main/source/Sources.xz", "pool/main/a/a_1.debian.tar.xz", "pool/main/a/a_1.diff.gz",
                "pool/main/a/a_1.dsc", "pool/main/a/a_1.orig.tar.xz", "pool/main/a/a_1.orig.tar.xz.asc",
            ])
        #expect(Set(found.values) == ["sources"])
    }

    @Test("of components leaves out of the pool only what is known to be one", arguments: ["main", "updates/main"])
    func components(name: String) {
        let found = leftOut(Selection(components: [name]))
        let contrib = Self.paths.filter { $0.contains("contrib/") }
        let extra = Self.paths.filter { $0.contains("wren/extra/") }
        #expect(found.keys.sorted() == (contrib + extra).sorted())
        #expect(contrib.allSatisfy { found[$0] == "component contrib" }, "\(found)")
        #expect(extra.allSatisfy { found[$0] == "component extra" }, "\(found)")
        let knowing = leftOut(Selection(components: [name], knownComponents: ["main", "extra", "a"]))
        #expect(Set(knowing.keys).subtracting(found.keys) == ["pool/extra/e_1_amd64.deb"])
    }

    @Test("of components and architectures is of both")
    func both() {
        let found = leftOut(Selection(components: ["main"], architectures: ["arm64"], hasSources: false))
        for path in ["dists/wren/main/binary-arm64/Packages.xz", "dists/wren/main/binary-all/Packages.xz"] {
            #expect(found[path] == nil)
        }
        #expect(found["dists/wren/main/binary-amd64/Packages.xz"] == "architecture amd64")
        #expect(found["dists/wren/extra/binary-amd64/Packages.xz"] == "component extra")
        #expect(found["dists/wren/main/source/Sources.xz"] == "sources")
    }

    @Test("of suites keeps the symlinks of dists, the whole pool, and what is nested in a selected one")
    func suites() {
        let wren = leftOut(Selection(suites: ["wr*"]))
        #expect(wren.keys.sorted() == Self.paths.filter { $0.hasPrefix("dists/tern") }.sorted())
        let updates = leftOut(Selection(suites: ["tern/updates"]))
        let others = Self.paths.filter { $0.hasPrefix("dists/wren") } + ["dists/tern/InRelease"]
        #expect(updates.keys.sorted() == others.sorted())
        #expect(updates["dists/wren/InRelease"] == "suite wren")
        #expect(leftOut(Selection(suites: ["tern"])).keys.allSatisfy { $0.hasPrefix("dists/wren") })
    }

    @Test("leaves out what Exclude names, whatever else is selected")
    func excludes() {
        let found = leftOut(Selection(architectures: ["amd64"], excludes: ["*_amd64.deb", "/dists/tern/"]))
        #expect(found["pool/main/a/a_1_amd64.deb"] == "what Exclude names with *_amd64.deb")
        #expect(found["dists/tern/updates/InRelease"] == "what Exclude names with /dists/tern/")
    }
}
