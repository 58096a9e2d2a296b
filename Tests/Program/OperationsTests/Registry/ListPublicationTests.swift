import Glibc
import MirrorRegistry
import Operations
import Posix
import Publishing
import TestSupport
import Testing
import Timekeeping

@Suite("The publication of a list")
struct ListPublicationTests {
    @Test("all files are one generation, which everybody may read, and the link leads to it")
    func firstPublication() throws {
        let list = try TestList()
        let result = try list.publish(0..<3, day: 0)
        #expect(
            result.generation.description == "20261125T041733Z" && result.added.count == 3 && result.removed.isEmpty)
        #expect(try list.served() == ["m0.example.org", "m1.example.org", "m2.example.org"])
        #expect(try symbolicLinkTarget("\(list.path)/public") == "generations/20261125T041733Z")
        let files = try filePaths(of: "\(list.path)/public/")
        #expect(files.count == result.fileCount && files.contains("by-country/FR.txt") && files.contains("SHA256SUMS"))
        for file in files {
            #expect(try fileStatus("\(list.path)/public/\(file)")?.permissions ?? 0 & 0o777 == 0o644, "\(file)")
        }
        #expect(try fileStatus("\(list.path)/public/by-country")?.permissions ?? 0 & 0o777 == 0o755)
    }

    @Test("what came, went and stayed is counted")
    func counts() throws {
        let list = try TestList()
        try list.publish(0..<3, day: 0)
        let result = try list.publish([1, 2, 7, 8], day: 1)
        #expect(result.added == ["m7.example.org", "m8.example.org"] && result.removed == ["m0.example.org"])
        #expect(result.keptCount == 2 && result.leftover == nil)
    }

    @Test("three generations are kept, each later than the one before, whatever the clock says")
    func generations() throws {
        let list = try TestList()
        for day: Int64 in [0, 1, 2, -5, -5] { try list.publish(0..<3, day: day) }
        #expect(try list.generationNames() == ["20261127T041733Z", "20261127T041734Z", "20261127T041735Z"])
        #expect(try list.served()?.count == 3)
    }

    @Test("what a killed run left is cleaned away")
    func leftovers() throws {
        let list = try TestList()
        try list.publish(0..<3, day: 0)
        let old = "\(list.path)/generations"
        for path in [".writing/by-country/FR.txt", ".removing-20261101T041733Z/mirrors.txt"] {
            try list.directory.write("old", to: "list/generations/\(path)")
        }
        try list.directory.write("old", to: "list/.public.new")
        try list.publish(0..<3, day: 1)
        #expect(try fileStatus("\(old)/.writing") == nil && fileStatus("\(old)/.removing-20261101T041733Z") == nil)
        #expect(try fileStatus("\(list.path)/.public.new", followingLinks: false) == nil)
        #expect(try filePaths(of: "\(list.path)/public/").contains("by-country/FR.txt"))
    }

    @Test("the root of a mirror is refused, and so is a link that is none")
    func foreignDirectories() throws {
        let list = try TestList()
        try list.directory.write(
            "Mirror: dotdeb\nIdentifier: x\nCreated: 2026-11-22T04:17:33Z\n", to: "list/.mirrorward")
        #expect(throws: ListPublicationError.directoryOfMirror(path: list.path, mirror: "dotdeb")) {
            try list.publish(0..<3, day: 0)
        }
        let other = try TestList()
        try other.directory.write("mine", to: "list/public/index.html")
        #expect(throws: ListPublicationError.publishing(.publicIsNoLink(path: "\(other.path)/public"))) {
            try other.publish(0..<3, day: 0)
        }
        #expect(try filePaths(of: other.path) == ["public/index.html"])
    }

    @Test(
        "a path that leads elsewhere, hides, or is taken is refused",
        arguments: [
            "../up.txt", "/etc/passwd", "a//b", "", "a/", ".hidden", "a/../b", "new\nline", "mirrors.txt.asc",
            "SHA256SUMS",
            "mirrors.json",
        ])
    func paths(_ path: String) throws {
        let list = try TestList()
        let files = TestList.files(0..<3) + [PublicFile(path: path, "x")]
        #expect(throws: ListPublicationError.self) { try publishList(files, as: list.publication, at: TestList.day(0)) }
        #expect(try fileStatus(list.path) == nil)
    }
}
