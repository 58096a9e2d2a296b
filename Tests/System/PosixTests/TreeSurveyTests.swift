import Glibc
import Posix
import TestSupport
import Testing

@Suite("A tree survey")
struct TreeSurveyTests {
    /// Two trees: `old` and `new`, where `new` shares `same` with `old`.
    private func twoTrees(_ body: (String, String) throws -> Void) throws {
        let directory = try TemporaryDirectory()
        try directory.write("same", to: "old/pool/same")
        try directory.write("gone", to: "old/pool/sub/gone")
        try directory.write("before", to: "old/dists/Release")
        try directory.write("after", to: "new/dists/Release")
        try directory.write("fresh", to: "new/pool/fresh")
        try linkFile("\(directory.path)/old/pool/same", to: "\(directory.path)/new/pool/same")
        try body("\(directory.path)/new", "\(directory.path)/old")
    }

    @Test("tells added, changed and removed files, and leaves out what is shared")
    func differences() throws {
        try twoTrees { new, old in
            let survey = try TreeSurvey(of: new, comparedWith: old)
            #expect(survey.added == ["pool/fresh"])
            #expect(survey.changed == ["dists/Release"])
            #expect(survey.removed == ["pool/sub/gone"])
            #expect(survey.regularFileCount == 3)
        }
    }

    @Test("finds symlinks, special files and names that are not UTF-8")
    func oddities() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "tree/a")
        #expect(symlink("/etc/passwd", "\(directory.path)/tree/link") == 0)
        #expect(mkfifo("\(directory.path)/tree/pipe", 0o600) == 0)
        let raw: [CChar] = "\(directory.path)/tree/".utf8.map { CChar(bitPattern: $0) } + [-1, 0]
        #expect(close(creat(raw, 0o600)) == 0)
        let survey = try TreeSurvey(of: "\(directory.path)/tree")
        #expect(survey.symbolicLinks == ["link"])
        #expect(survey.specialFiles == ["pipe"])
        #expect(survey.undecodablePaths == ["\u{FFFD}"])
        #expect(survey.regularFileCount == 2)
    }

    @Test("counts all of a directory that the kernel lists in several parts")
    func manyNames() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "tree/d/first")
        let padding = String(repeating: "n", count: 200)
        for number in 0..<500 { #expect(close(creat("\(directory.path)/tree/d/\(padding)\(number)", 0o600)) == 0) }
        #expect(try TreeSurvey(of: "\(directory.path)/tree").regularFileCount == 501)
    }

    @Test("counts equal targets of symlinks as equal")
    func symbolicLinks() throws {
        try twoTrees { new, old in
            for tree in [new, old] {
                #expect(symlink("tern", "\(tree)/dists/stable") == 0)
            }
            #expect(symlink("tern", "\(new)/dists/other") == 0)
            #expect(symlink("wren", "\(old)/dists/other") == 0)
            let survey = try TreeSurvey(of: new, comparedWith: old)
            #expect(survey.changed == ["dists/Release", "dists/other"])
        }
    }

    @Test("notes Release files of both trees, symlinks to them too, and no directories of that name")
    func releaseFiles() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "old/gone/InRelease")
        try directory.write("", to: "old/flat/Release")
        try directory.write("", to: "old/turned/InRelease")
        try directory.write("", to: "new/flat/Release")
        try directory.write("", to: "new/turned/InRelease/file")
        try directory.write("", to: "new/fresh/Releases")
        #expect(symlink("../flat/Release", "\(directory.path)/new/fresh/InRelease") == 0)
        let survey = try TreeSurvey(of: "\(directory.path)/new", comparedWith: "\(directory.path)/old")
        #expect(Set(survey.releaseFiles) == ["flat/Release", "fresh/InRelease"])
        #expect(Set(survey.otherReleaseFiles ?? []) == ["gone/InRelease", "flat/Release", "turned/InRelease"])
        let alone = try TreeSurvey(of: "\(directory.path)/new")
        #expect(Set(alone.releaseFiles) == ["flat/Release", "fresh/InRelease"] && alone.otherReleaseFiles == nil)
    }

    @Test("does not enter what is nested too deep")
    func depth() throws {
        let directory = try TemporaryDirectory()
        let deep = (0...TreeSurvey.maximumDepth).map { _ in "d" }.joined(separator: "/")
        try directory.write("", to: "tree/\(deep)/file")
        let survey = try TreeSurvey(of: "\(directory.path)/tree")
        #expect(survey.tooDeepPaths == [deep])
        #expect(survey.regularFileCount == 0)
    }
}
