import Glibc
import Posix
import TestSupport
import Testing

@Suite("Removing a tree")
struct RemoveTreeTests {
    @Test("removes every kind of entry, and follows no symlink")
    func kinds() throws {
        let directory = try TemporaryDirectory()
        let tree = "\(directory.path)/tree"
        try directory.write("kept", to: "outside/file")
        try directory.write("", to: "tree/a/b/c")
        #expect(symlink("\(directory.path)/outside", "\(tree)/link") == 0)
        #expect(mkfifo("\(tree)/a/pipe", 0o600) == 0)
        let raw: [CChar] = "\(tree)/".utf8.map { CChar(bitPattern: $0) } + [-1, 0]
        #expect(mkdir(raw, 0o700) == 0)
        try removeTree(tree)
        #expect(try fileStatus(tree) == nil)
        #expect(try fileStatus("\(directory.path)/outside/file")?.byteCount == 4)
    }

    @Test("removes a symlink itself, a file, and nothing")
    func noTree() throws {
        let directory = try TemporaryDirectory()
        try directory.write("kept", to: "outside/file")
        let link = "\(directory.path)/link"
        #expect(symlink("outside", link) == 0)
        for path in [link, "\(directory.path)/outside/file", "\(directory.path)/nothing"] {
            try removeTree(path)
            #expect(try fileStatus(path, followingLinks: false) == nil)
        }
        #expect(try fileStatus("\(directory.path)/outside") != nil)
    }

    @Test("survives more levels than a process may have descriptors, and paths longer than the kernel takes")
    func depth() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "tree/file")
        var level = try Descriptor.open("\(directory.path)/tree", O_RDONLY | O_DIRECTORY)
        for _ in 0..<3000 {
            try checked("mkdirat") { mkdirat(level.number, "directory", 0o755) }
            level = try level.open("directory", O_RDONLY | O_DIRECTORY)
        }
        try removeTree("\(directory.path)/tree")
        #expect(try fileStatus("\(directory.path)/tree") == nil)
    }
}

@Suite("Linking a tree")
struct LinkTreeTests {
    @Test("shares files and symlinks, copies modes and times of directories")
    func farm() throws {
        let directory = try TemporaryDirectory()
        let (old, new) = ("\(directory.path)/old", "\(directory.path)/new")
        try directory.write("one", to: "old/pool/a/one")
        #expect(symlink("a", "\(old)/pool/link") == 0)
        #expect(mkfifo("\(old)/pipe", 0o600) == 0)
        let raw: [CChar] = "\(old)/pool/".utf8.map { CChar(bitPattern: $0) } + [-1, 0]
        #expect(mkdir(raw, 0o700) == 0)
        let times = [timespec(tv_sec: 1000, tv_nsec: 7), timespec(tv_sec: 1000, tv_nsec: 7)]
        #expect(utimensat(AT_FDCWD, "\(old)/pool", times, 0) == 0)
        #expect(chmod("\(old)/pool", 0o750) == 0)
        let result = try linkTree(from: old, to: new)
        #expect((result.linkCount, result.directoryCount, result.keptCount) == (2, 3, 0))
        let survey = try TreeSurvey(of: new, comparedWith: old)
        #expect(survey.removed == ["pipe"])
        #expect(survey.added.isEmpty && survey.changed.isEmpty)
        #expect(try fileStatus("\(new)/pool")?.modificationTime == 1_000_000_000_007)
        #expect(try fileStatus("\(new)/pool")?.permissions == 0o750)
    }

    @Test("keeps what stands there already, and follows no symlink out of the tree")
    func existing() throws {
        let directory = try TemporaryDirectory()
        try directory.write("old", to: "old/a/file")
        try directory.write("old", to: "old/b/file")
        try directory.write("old", to: "old/c/file")
        try directory.write("new", to: "new/a/file")
        try directory.write("new", to: "new/b")
        try directory.write("", to: "outside/x")
        #expect(symlink("../outside", "\(directory.path)/new/c") == 0)
        let result = try linkTree(from: "\(directory.path)/old", to: "\(directory.path)/new")
        #expect((result.linkCount, result.directoryCount) == (0, 0))
        #expect(String(decoding: try readFile("\(directory.path)/new/a/file", limit: 9), as: UTF8.self) == "new")
        #expect(try fileStatus("\(directory.path)/outside/file") == nil)
    }
}
