import MirrorRegistry
import Testing

@Suite("The lists of apt")
struct AptListsTests {
    private static let own = "http://packages.example.org/dotdeb/"

    @Test("the better come first, equals share a priority, and the archive's own server is the last")
    func priorities() {
        let files = listFiles(
            of: Sample.list([
                Sample.mirror("degraded.example.org") { $0.state = .degraded },
                Sample.mirror("behind.example.org") { $0.lagSeconds = 7200 },
                Sample.mirror("slow.example.org") { $0.score = 40 },
                Sample.mirror("unknown.example.org") {
                    $0.lagSeconds = nil
                    $0.score = nil
                },
                Sample.mirror("good.example.org"),
                Sample.mirror("better.example.org") { $0.score = 0.1 },
            ]))
        let expected = [
            "http://better.example.org/dotdeb/\tpriority:1", "http://good.example.org/dotdeb/\tpriority:1",
            "http://slow.example.org/dotdeb/\tpriority:2", "http://unknown.example.org/dotdeb/\tpriority:3",
            "http://behind.example.org/dotdeb/\tpriority:4", "http://degraded.example.org/dotdeb/\tpriority:5",
            "\(Self.own)\tpriority:6",
        ]
        #expect(files.lines("mirrors.txt") == expected)
    }

    @Test("a list without mirrors is the archive's own server")
    func noMirror() {
        let files = listFiles(of: Sample.list([]))
        for path in ["mirrors.txt", "mirrors-https.txt"] { #expect(files.text(path) == "\(Self.own)\tpriority:1\n") }
        #expect(files.text("mirrors-plain.txt") == "\(Self.own)\n")
    }

    @Test("a list that would be empty is no file")
    func noServerAtAll() {
        let rsyncOnly = Sample.mirror("rsync.example.org") {
            $0.addresses = [Sample.url("rsync://rsync.example.org/dotdeb/")]
        }
        let files = listFiles(
            of: Sample.list([rsyncOnly]) { $0.face.archiveURL = Sample.url("rsync://packages.example.org/dotdeb/") })
        #expect(!files.contains { $0.path.hasPrefix("mirrors") && $0.path.hasSuffix(".txt") })
    }

    @Test("each list has the addresses that its clients can use")
    func schemes() {
        let files = listFiles(
            of: Sample.list([
                Sample.mirror("both.example.org"),
                Sample.mirror("plain.example.org") { $0.addresses = [Sample.url("http://plain.example.org:8080/d/")] },
                Sample.mirror("secure.example.org") { $0.addresses = [Sample.url("https://secure.example.org/d/")] },
            ]))
        func hosts(_ path: String) -> [String] {
            files.lines(path).dropLast().map { $0.split(separator: "\t").first.map(String.init) ?? "" }
        }
        #expect(
            hosts("mirrors.txt") == [
                "http://both.example.org/dotdeb/", "http://plain.example.org:8080/d/", "https://secure.example.org/d/",
            ])
        #expect(hosts("mirrors-https.txt") == ["https://both.example.org/dotdeb/", "https://secure.example.org/d/"])
        #expect(hosts("mirrors-plain.txt") == ["http://both.example.org/dotdeb/", "http://plain.example.org:8080/d/"])
    }

    @Test(
        "a mirror that lacks an architecture is bound to what it has",
        arguments: [
            (["amd64", "arm64", "source"], ""), (["amd64"], " arch:all arch:amd64"), ([], ""),
            (["amd64", "source"], " arch:all arch:amd64 arch:source"), (["FULL"], ""), (["any"], ""), (["!arm64"], ""),
        ])
    func architectures(_ carried: [String], _ items: String) {
        let files = listFiles(of: Sample.list([Sample.mirror("a.example.org") { $0.fields.architectures = carried }]))
        #expect(files.lines("mirrors.txt").first == "http://a.example.org/dotdeb/\tpriority:1\(items)")
    }

    @Test("a country's list has its mirrors with priorities of its own, and the archive")
    func countries() {
        let files = listFiles(
            of: Sample.list([
                Sample.mirror("a.example.org", country: "DE") { $0.score = 0 },
                Sample.mirror("b.example.org") { $0.score = 90 },
                Sample.mirror("c.example.org", country: nil), Sample.mirror("d.example.org", country: "../x"),
            ]))
        #expect(files.map(\.path).filter { $0.hasPrefix("by-country/") } == ["by-country/DE.txt", "by-country/FR.txt"])
        #expect(
            files.text("by-country/FR.txt") == "http://b.example.org/dotdeb/\tpriority:1\n\(Self.own)\tpriority:2\n")
    }

    @Test("a thousand mirrors are a short list of the best")
    func manyMirrors() {
        let mirrors = (0..<1000).map { number in Sample.mirror("m\(number).example.org") { $0.score = Double(number) } }
        let files = listFiles(of: Sample.list(mirrors.shuffled()))
        let lines = files.lines("mirrors.txt")
        #expect(lines.count == 101 && lines.first == "http://m0.example.org/dotdeb/\tpriority:1")
        #expect(lines.last?.hasPrefix("\(Self.own)\tpriority:") == true)
        #expect(!lines.contains { $0.contains("m100.example.org") })
    }

    @Test("only what is on the public list is listed", arguments: ListingState.allCases)
    func states(_ state: ListingState) {
        let files = listFiles(of: Sample.list([Sample.mirror("a.example.org") { $0.state = state }]))
        #expect((files.lines("mirrors.txt").count == 2) == state.isPublic)
    }
}
