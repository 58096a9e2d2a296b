import MirrorRegistry
import Operations
import Posix
import TestSupport
import Testing

@Suite("A list that shrinks")
struct ListShrinkingTests {
    @Test("a list without mirror and archive is refused, confirmed or not", arguments: [false, true])
    func empty(_ isConfirmed: Bool) throws {
        let list = try TestList()
        var publication = list.publication
        publication.shrinking.isConfirmed = isConfirmed
        #expect(throws: ListPublicationError.empty) {
            try publishList(TestList.files([], archive: false), as: publication, at: TestList.day(0))
        }
        #expect(try fileStatus(list.path) == nil)
    }

    @Test("the archive alone is a list")
    func archiveAlone() throws {
        let list = try TestList()
        try list.publish([], day: 0)
        #expect(try list.served() == [])
    }

    @Test(
        "a fifth may go, of few mirrors two",
        arguments: [
            (10, 2, true), (10, 3, false), (20, 4, true), (20, 5, false), (2, 2, true), (3, 3, false), (1, 1, true),
            (100, 20, true),
            (100, 21, false),
        ])
    func limits(_ before: Int, _ gone: Int, _ isAllowed: Bool) throws {
        let list = try TestList()
        try list.publish(0..<before, day: 0)
        // As many come as go: what counts is what goes.
        let next = Array(gone..<before) + (before..<before + gone)
        if isAllowed {
            #expect(try list.publish(next, day: 1).removed.count == gone)
        } else {
            let error = #expect(throws: ListPublicationError.self) { try list.publish(next, day: 1) }
            guard case .shrunk(let names, before, let allowed) = error else {
                return #expect(Bool(false), "\(String(describing: error))")
            }
            #expect(names.count == gone && allowed < gone)
            #expect(try list.generationNames().count == 1)
            #expect(try list.publish(next, day: 1) { $0.shrinking.isConfirmed = true }.removed.count == gone)
        }
    }

    @Test("where the last list cannot be read, the maintainer is asked", arguments: ["{}", "", "[1]"])
    func unreadable(_ text: String) throws {
        let list = try TestList()
        try list.publish(0..<3, day: 0)
        try list.directory.write(text, to: "list/public/mirrors.json")
        #expect(throws: ListPublicationError.lastListUnreadable(path: "\(list.path)/public/mirrors.json")) {
            try list.publish(0..<3, day: 1)
        }
        try list.publish(0..<3, day: 1) { $0.shrinking.isConfirmed = true }
        #expect(try list.served()?.count == 3)
    }

    @Test("a generation that has gone is no last list")
    func lostGeneration() throws {
        let list = try TestList()
        try list.publish(0..<9, day: 0)
        try removeTree("\(list.path)/generations")
        #expect(try list.publish(0..<1, day: 1).added == ["m0.example.org"])
    }
}
