import TestSupport
import Testing

@testable import MirrorRegistry

@Suite("The lines for sources.list") struct HTMLSourcesTests {
    private let face = SampleLists.plain(1).face

    @Test("are a stanza and a classic line that say the same")
    func both() {
        let lines = SourcesLines(address: "https://mirror.example.org/dotdeb/", suite: "bookworm", face: face)
        #expect(
            lines.stanza == """
                Types: deb
                URIs: https://mirror.example.org/dotdeb/
                Suites: bookworm
                Components: all
                Signed-By: /usr/share/keyrings/dotdeb.gpg
                """)
        #expect(
            lines.line
                == "deb [signed-by=/usr/share/keyrings/dotdeb.gpg] https://mirror.example.org/dotdeb/ bookworm all")
    }

    @Test("name the architectures of a mirror that has not all of them")
    func architectures() {
        var mirror = SampleLists.plain(1).mirrors[0]
        #expect(mirror.sourcesArchitectures(face).isEmpty)
        mirror.fields.architectures = ["source", "arm64", "amd64"]
        let held = mirror.sourcesArchitectures(face)
        #expect(held == ["amd64", "arm64"])
        let lines = SourcesLines(
            address: "https://mirror.example.org/", suite: "trixie", face: face, architectures: held)
        #expect(lines.line.hasPrefix("deb [arch=amd64,arm64 signed-by="))
        #expect(lines.stanza.contains("\nArchitectures: amd64 arm64\n"))
    }

    @Test("name no components where the suite is a path")
    func flat() {
        let lines = SourcesLines(address: "https://mirror.example.org/", suite: "./", face: face)
        #expect(lines.line.hasSuffix("https://mirror.example.org/ ./"))
        #expect(!lines.stanza.contains("Components"))
    }

    @Test("cannot be made to begin something new")
    func injection() {
        var face = face
        face.components = ["main\nTrusted: yes", "x y"]
        let lines = SourcesLines(address: "https://mirror.example.org/ [trusted=yes]", suite: "a\nb", face: face)
        #expect(lines.stanza.split(separator: "\n").count == 5)
        #expect(!lines.stanza.contains("\nTrusted"))
        #expect(lines.line.split(separator: " ").count == 6)
    }

    @Test("take https before http, and none of rsync alone")
    func address() throws {
        var mirror = SampleLists.plain(1).mirrors[0]
        #expect(mirror.sourcesAddress?.scheme == .https)
        mirror.addresses.removeAll { $0.scheme == .https }
        #expect(mirror.sourcesAddress?.scheme == .http)
        mirror.addresses.removeAll { $0.scheme == .http }
        #expect(mirror.sourcesAddress == nil)
        let page = MirrorPage(
            mirror: mirror, list: SampleLists.plain(1), rules: HealthRules(),
            span: DaySpan(of: SampleLists.plain(1), count: 90))
        #expect(String(decoding: page.markup.utf8, as: UTF8.self).contains("apt cannot use it"))
    }

    @Test("offer the whole list where its address is known")
    func mirrorMethod() {
        var face = face
        #expect(face.mirrorMethodAddress == "mirror+https://mirrors.example.org/mirrors.txt")
        face.publicURL = "http://mirrors.example.org/list"
        #expect(face.mirrorMethodAddress == "mirror+http://mirrors.example.org/list/mirrors.txt")
        face.publicURL = nil
        #expect(face.mirrorMethodAddress == nil)
    }
}
