import Glibc
import Posix
import Publishing
import Testing
import Timekeeping

@Suite("Files of the staging tree")
struct StagedFilesTests {
    private func mirrorWithLive() throws -> TestMirror {
        let mirror = try TestMirror()
        try mirror.publish("wren", day: 0)
        try mirror.stage("tern")
        return mirror
    }

    @Test("what is taken out is gone, and a symlink is removed instead of what it leads to")
    func takeOut() throws {
        let mirror = try mirrorWithLive()
        try mirror.write("secret", to: "outside")
        #expect(symlink("../../outside", "\(mirror.root.staging)/pool/link") == 0)
        try mirror.write("", to: "staging/pool/directory/deep/file")
        let paths = [
            "pool/tern.deb", "pool/link", "pool/missing", "missing/missing", "pool/directory", "COMPLETE/below",
        ]
        #expect(try StagedTree(mirror.root).takeOut(paths) == ["pool/tern.deb", "pool/link", "pool/directory"])
        #expect(mirror.read("outside") == "secret")
        #expect(try TreeSurvey(of: "\(mirror.root.staging)/pool").regularFileCount == 1)
    }

    @Test(
        "no path leads out of the tree",
        arguments: [
            "../outside", "/etc/passwd", "pool/../../outside", "", "pool//x", "./pool", "pool/", "out/x", "loop/x",
        ])
    func unsafePaths(path: String) throws {
        let mirror = try mirrorWithLive()
        try mirror.write("secret", to: "outside/x")
        #expect(symlink("\(mirror.root.path)/outside", "\(mirror.root.staging)/out") == 0)
        #expect(symlink("loop", "\(mirror.root.staging)/loop") == 0)
        #expect(throws: PublishingError.unsafePath(path)) { try StagedTree(mirror.root).takeOut([path]) }
        #expect(mirror.read("outside/x") == "secret")
    }

    @Test("a symlink inside the tree is followed")
    func innerSymlink() throws {
        let mirror = try mirrorWithLive()
        #expect(symlink("tern", "\(mirror.root.staging)/dists/stable") == 0)
        #expect(try StagedTree(mirror.root).takeOut(["dists/stable/InRelease"]) == ["dists/stable/InRelease"])
        #expect(mirror.read("staging/dists/tern/InRelease") == nil)
    }

    @Test("a file of the live generation takes the place of staging's")
    func linkFromLive() throws {
        let mirror = try mirrorWithLive()
        try mirror.write("other", to: "staging/pool/wren.deb")
        try mirror.write("", to: "staging/blocked")
        for path in ["sub/dir/file", "blocked/file"] {
            try mirror.write("deep", to: "generations/\(try TestMirror.generation(0))/\(path)")
        }
        let links = { path in try StagedTree(mirror.root).linkFromLive(path) }
        #expect(try links("pool/wren.deb"))
        #expect(mirror.read("staging/pool/wren.deb") == "wren")
        #expect(try links("sub/dir/file"))
        #expect(mirror.read("staging/sub/dir/file") == "deep")
        #expect(try !links("blocked/file"))
        #expect(try !links("pool/missing.deb"))
        #expect(try !links("pool"))
    }

    @Test("a parent that is a symlink out of the tree is never written through")
    func hostileParent() throws {
        let mirror = try mirrorWithLive()
        try mirror.write("evil", to: "generations/\(try TestMirror.generation(0))/out/file")
        try createDirectories("\(mirror.root.path)/outside")
        #expect(symlink("\(mirror.root.path)/outside", "\(mirror.root.staging)/out") == 0)
        #expect(throws: PublishingError.unsafePath("out/file")) { try StagedTree(mirror.root).linkFromLive("out/file") }
        #expect(symlink("\(mirror.root.path)/nowhere", "\(mirror.root.staging)/dangling") == 0)
        try mirror.write("evil", to: "generations/\(try TestMirror.generation(0))/dangling/file")
        #expect(try !StagedTree(mirror.root).linkFromLive("dangling/file"))
        #expect(try entries(of: "\(mirror.root.path)/outside") == 0)
    }

    private func entries(of directory: String) throws -> Int {
        let survey = try TreeSurvey(of: directory)
        return survey.regularFileCount + survey.symbolicLinks.count
    }

    @Test("grace files fill gaps only, from the first generation that has them")
    func grace() throws {
        let mirror = try TestMirror()
        try mirror.publish("robin", day: 0)
        try mirror.publish("wren", day: 1)
        try mirror.write("new content", to: "staging/pool/common.deb")
        try mirror.write("", to: "staging/blocked")
        try mirror.write("x", to: "generations/\(try TestMirror.generation(0))/blocked/file")
        let paths = ["pool/robin.deb", "pool/wren.deb", "pool/common.deb", "pool/gone.deb", "blocked/file"]
        let files = paths.map { GraceFile(path: $0, keepUntil: TestMirror.day(5)) }
        let generations = [try TestMirror.generation(1), try TestMirror.generation(0)]
        let result = try StagedTree(mirror.root).keepGrace(files, from: generations)
        #expect(result.linked.map(\.path) == ["pool/robin.deb", "pool/wren.deb"])
        #expect(result.present.map(\.path) == ["pool/common.deb"])
        #expect(result.lost.map(\.path) == ["pool/gone.deb", "blocked/file"])
        #expect(mirror.read("staging/pool/robin.deb") == "robin")
        #expect(mirror.read("staging/pool/common.deb") == "new content")
        let status = try require(fileStatus("\(mirror.root.staging)/pool/robin.deb"))
        #expect(status.linkCount == 2)
    }
}
