import Posix
import Publishing
import Testing
import Timekeeping

@Suite("The marker")
struct MarkerTests {
    private func markerWithAll() throws -> MirrorMarker {
        var marker = MirrorMarker.fresh(mirror: "tern", at: TestMirror.start)
        marker.permit = "2026-11-22T04:17:33Z and the rest"
        marker.pinned = [try TestMirror.generation(2), try TestMirror.generation(5)]
        marker.hold = Hold(
            generation: try TestMirror.generation(2), since: TestMirror.day(3),
            releases: TestMirror.releases("b") + [PublishedRelease(path: "dists/a b/InRelease", digest: "00ff")])
        return marker
    }

    @Test("comes back as it was written")
    func roundTrip() throws {
        let mirror = try TestMirror()
        let wanted = try markerWithAll()
        try mirror.root.updateMarker {
            $0.permit = wanted.permit
            $0.hold = wanted.hold
            $0.pinned = wanted.pinned
        }
        let found = try require(mirror.root.readMarker())
        #expect(found.permit == wanted.permit)
        #expect(found.hold == wanted.hold)
        #expect(found.pinned == wanted.pinned)
        #expect(found.created == TestMirror.start)
        #expect(found.identifier.count == 32)
    }

    @Test("gives each Root an identifier of its own, once")
    func identifier() throws {
        let mirror = try TestMirror()
        let other = try TestMirror()
        let first = try require(mirror.root.readMarker()?.identifier)
        #expect(first != (try other.root.readMarker()?.identifier))
        let again = try mirror.root.open(mirror: "tern", knowsGenerations: true, at: TestMirror.day(5))
        #expect(again.identifier == first)
    }

    @Test("that is missing where generations are known means another disk: nothing is created")
    func missing() throws {
        let mirror = try TestMirror()
        try removeFile(mirror.root.marker)
        #expect(throws: PublishingError.markerMissing(path: mirror.root.marker)) {
            try mirror.root.open(mirror: "tern", knowsGenerations: true, at: TestMirror.start)
        }
        #expect(mirror.read(".mirrorward") == nil)
        #expect(throws: PublishingError.rootMissing(path: "/nonexistent")) {
            try MirrorRoot(path: "/nonexistent").open(mirror: "tern", knowsGenerations: false, at: TestMirror.start)
        }
    }

    @Test("of another mirror is refused")
    func another() throws {
        let mirror = try TestMirror()
        #expect(
            throws: PublishingError.markerOfAnotherMirror(path: mirror.root.marker, found: "tern", expected: "wren")
        ) {
            try mirror.root.open(mirror: "wren", knowsGenerations: false, at: TestMirror.start)
        }
    }

    @Test(
        "that is damaged is refused with its line, and never overwritten",
        arguments: [
            ("Mirror: tern\nCreated: 2026-11-22T04:17:33Z\n", 3),
            ("Mirror: tern\nIdentifier: 00\nCreated: yesterday\n", 3),
            ("# comment\nMirror tern\n", 2),
            ("", 1),
            ("Mirror: tern\nIdentifier: 00\nCreated: 2026-11-22T04:17:33Z\nRolled-Back-From: no\n", 4),
            ("Mirror: tern\nIdentifier: 00\nCreated: 2026-11-22T04:17:33Z\nRolled-Back-From: 20261122T041733Z\n", 5),
        ])
    func damaged(text: String, line: Int) throws {
        let mirror = try TestMirror()
        try mirror.write(text, to: ".mirrorward")
        let failure = PublishingError.markerUnreadable(path: mirror.root.marker, line: line)
        #expect(throws: failure) { try mirror.root.readMarker() }
        #expect(throws: failure) { try mirror.root.updateMarker { $0.hold = nil } }
        #expect(throws: failure) { try mirror.root.open(mirror: "tern", knowsGenerations: false, at: TestMirror.start) }
        #expect(mirror.read(".mirrorward") == text)
    }

    @Test("of a later version is read as far as it is known")
    func laterVersion() throws {
        let mirror = try TestMirror()
        try mirror.write(
            "Mirror: tern\nIdentifier: 00\nFuture:\n a\n b\nCreated: 2026-11-22T04:17:33Z\n", to: ".mirrorward")
        #expect(try mirror.root.readMarker()?.identifier == "00")
    }
}
