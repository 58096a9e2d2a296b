import Glibc
import Posix
import Publishing
import Testing
import Timekeeping

@Suite("The staging tree")
struct StagingTests {
    private func inode(_ mirror: TestMirror, _ path: String) throws -> UInt64 {
        try require(fileStatus("\(mirror.root.path)/\(path)", followingLinks: false)).inode
    }

    @Test("is the one that stands there, else the oldest surplus generation, else an empty one")
    func origins() throws {
        let mirror = try TestMirror()
        for day in 0..<3 { try mirror.publish("word\(day)", day: Int64(day)) }
        let oldest = try TestMirror.generation(0)
        #expect(try mirror.root.claimStaging(keeping: 2, pinned: [oldest]) == .created)
        try removeTree(mirror.root.staging)
        #expect(try mirror.root.claimStaging(keeping: 2, pinned: []) == .reused(oldest))
        #expect(try mirror.root.claimStaging(keeping: 2, pinned: []) == .kept)
        #expect(try Generations(of: mirror.root).names.count == 2)
    }

    @Test("is never the live generation or the one before it, however few are kept")
    func neverLive() throws {
        let mirror = try TestMirror()
        for day in 0..<2 { try mirror.publish("word\(day)", day: Int64(day)) }
        #expect(try mirror.root.claimStaging(keeping: 1, pinned: []) == .created)
        #expect(try mirror.servedWord() == "word1")
    }

    @Test("must be a directory")
    func noDirectory() throws {
        let mirror = try TestMirror()
        #expect(symlink("/tmp", mirror.root.staging) == 0)
        #expect(throws: PublishingError.stagingIsNoDirectory(path: mirror.root.staging)) {
            try mirror.root.claimStaging(keeping: 2, pinned: [])
        }
    }

    @Test("is not claimed when the public link is none, or leads elsewhere")
    func foreignPublic() throws {
        let mirror = try TestMirror()
        try createDirectories(mirror.root.publicLink)
        #expect(throws: PublishingError.publicIsNoLink(path: mirror.root.publicLink)) {
            try mirror.root.claimStaging(keeping: 2, pinned: [])
        }
        #expect(rmdir(mirror.root.publicLink) == 0)
        #expect(symlink("/usr/share", mirror.root.publicLink) == 0)
        #expect(throws: PublishingError.publicLeadsElsewhere(path: mirror.root.publicLink, target: "/usr/share")) {
            try mirror.root.claimStaging(keeping: 2, pinned: [])
        }
    }

    /// A live generation with a file, a symlink, and paths whose kind differs from those in staging.
    private func mirrorWithLive() throws -> TestMirror {
        let mirror = try TestMirror()
        try mirror.stage("wren")
        try mirror.write("file", to: "staging/kind/file-or-directory")
        try mirror.write("inside", to: "staging/kind/directory-or-file/inside")
        #expect(symlink("tern", "\(mirror.root.staging)/dists/stable") == 0)
        try mirror.publish("wren", day: 0)
        return mirror
    }

    @Test(
        "made ready after a publication equals the live generation, whatever it was before", arguments: [false, true])
    func prepareNext(isReused: Bool) throws {
        let mirror = try mirrorWithLive()
        if isReused {
            let old = "generations/\(try TestMirror.generation(-2))"
            try mirror.write("old", to: "\(old)/pool/old.deb")
            try mirror.write("old", to: "\(old)/dists/tern/InRelease")
            try mirror.write("old", to: "\(old)/kind/file-or-directory/inside")
            try mirror.write("old", to: "\(old)/kind/directory-or-file")
            try mirror.write("between", to: "generations/\(try TestMirror.generation(-1))/COMPLETE")
        }
        let origin = try mirror.root.claimStaging(keeping: 1, pinned: [])
        #expect(origin == (isReused ? .reused(try TestMirror.generation(-2)) : .created))
        try StagedTree(mirror.root).prepareNext(origin)
        #expect(try StagedTree(mirror.root).difference()?.isEmpty == true)
        let live = "generations/\(try TestMirror.generation(0))"
        for path in ["pool/wren.deb", "dists/stable", "kind/file-or-directory", "kind/directory-or-file/inside"] {
            #expect(try inode(mirror, "staging/\(path)") == inode(mirror, "\(live)/\(path)"))
        }
    }

    @Test("that was interrupted gets what it lacks of the live generation, and keeps what it has")
    func interrupted() throws {
        let mirror = try mirrorWithLive()
        try mirror.write("half of the next", to: "staging/pool/next.deb")
        try mirror.write("next", to: "staging/dists/tern/InRelease")
        let origin = try mirror.root.claimStaging(keeping: 2, pinned: [])
        #expect(origin == .kept)
        #expect(try StagedTree(mirror.root).prepareForTransfer(origin) == .mixed)
        #expect(mirror.read("staging/pool/next.deb") == "half of the next")
        #expect(mirror.read("staging/dists/tern/InRelease") == "next")
        #expect(mirror.read("staging/pool/wren.deb") == "wren")
        let difference = try require(StagedTree(mirror.root).difference())
        #expect(difference.added == ["pool/next.deb"])
        #expect(difference.changed == ["dists/tern/InRelease"])
        #expect(difference.removed.isEmpty)
    }

    @Test("is trusted to hold all of the live generation only until the next transfer begins")
    func stamp() throws {
        let mirror = try mirrorWithLive()
        try mirror.prepareNext()
        try removeFile("\(mirror.root.staging)/pool/wren.deb")
        #expect(try StagedTree(mirror.root).prepareForTransfer(.kept) == .linked)
        #expect(mirror.read("staging/pool/wren.deb") == nil)
        #expect(try StagedTree(mirror.root).prepareForTransfer(.kept) == .mixed)
        #expect(mirror.read("staging/pool/wren.deb") == "wren")
    }

    @Test("is not trusted when it was removed since")
    func staleStamp() throws {
        let mirror = try mirrorWithLive()
        try mirror.prepareNext()
        try removeTree(mirror.root.staging)
        let origin = try mirror.root.claimStaging(keeping: 2, pinned: [])
        #expect(try StagedTree(mirror.root).prepareForTransfer(origin) == .mixed)
        #expect(mirror.read("staging/pool/wren.deb") == "wren")
    }

    @Test("begins empty when nothing is live")
    func nothingLive() throws {
        let mirror = try TestMirror()
        let origin = try mirror.root.claimStaging(keeping: 2, pinned: [])
        #expect(origin == .created)
        #expect(try StagedTree(mirror.root).prepareForTransfer(origin) == .none)
        #expect(throws: PublishingError.stagingMissing(path: "/nonexistent/staging")) {
            _ = try StagedTree(MirrorRoot(path: "/nonexistent"))
        }
    }
}
