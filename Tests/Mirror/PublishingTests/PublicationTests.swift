import Glibc
import Posix
import Publishing
import TestSupport
import Testing
import Timekeeping

@Suite("Publication")
struct PublicationTests {
    @Test("turns the public link, wherever it lies", arguments: [nil, "www"])
    func publish(publicLink: String?) throws {
        let mirror = try TestMirror(publicLink: publicLink.map { "\($0)/debian" })
        if let publicLink { try createDirectories("\(mirror.root.path)/\(publicLink)") }
        let first = try mirror.publish("robin", day: 0)
        #expect(try mirror.servedWord() == "robin")
        let second = try mirror.publish("wren", day: 1)
        #expect(try mirror.servedWord() == "wren")
        let generations = try Generations(of: mirror.root)
        #expect(generations.names == [first, second])
        #expect(generations.live == second)
        let target = try require(symbolicLinkTarget(mirror.root.publicLink))
        #expect(target == (publicLink == nil ? "generations/\(second)" : mirror.root.path(of: second)))
    }

    @Test("syncs the file system before the tree gets its name, and each directory before it is done")
    func order() throws {
        let mirror = try TestMirror()
        try mirror.publish("robin", day: 0)
        let effects = FailingEffects()
        let name = try mirror.publish("wren", day: 1, effects.effects)
        let root = mirror.root
        let expected: [FileEffect] = [
            .syncFileSystem(root.path), .rename(root.staging, to: root.path(of: name)),
            .syncDirectory(root.generations), .syncDirectory(root.path),
        ]
        #expect(Array(effects.performedEffects.prefix(4)) == expected)
        #expect(
            effects.performedEffects.suffix(2) == [
                .rename("\(root.path)/.public.new", to: root.publicLink), .syncDirectory(root.path),
            ])
    }

    @Test("is not hindered by what a kill left")
    func leftovers() throws {
        let mirror = try TestMirror()
        #expect(symlink("generations/half", "\(mirror.root.path)/.public.new") == 0)
        try mirror.publish("wren", day: 0)
        #expect(try mirror.servedWord() == "wren")
    }

    @Test("needs the marker")
    func marker() throws {
        let mirror = try TestMirror()
        try mirror.stage("wren")
        try removeFile(mirror.root.marker)
        #expect(throws: PublishingError.markerMissing(path: mirror.root.marker)) { try mirror.publish("wren", day: 0) }
        #expect(mirror.read("staging/COMPLETE") == "wren")
    }

    @Test("leaves readers of the old tree their files")
    func openReaders() throws {
        let mirror = try TestMirror()
        try mirror.publish("robin", day: 0)
        let directory = try Descriptor.open(mirror.root.publicLink, O_RDONLY | O_DIRECTORY)
        try mirror.publish("wren", day: 1)
        let file = try directory.open("pool/robin.deb", O_RDONLY)
        #expect(try file.readAll(limit: 10) == Array("robin".utf8))
    }

    @Test("of traces alone makes no generation, and takes away traces that have gone")
    func traces() throws {
        let mirror = try TestMirror()
        try mirror.stage("wren")
        try mirror.write("old", to: "staging/project/trace/gone.example.org")
        let live = try mirror.publish("wren", day: 0)
        try mirror.prepareNext()
        try removeFile("\(mirror.root.staging)/project/trace/gone.example.org")
        try mirror.write("second day", to: "staging/project/trace/mirror.example.org")
        #expect(try StagedTree(mirror.root).difference()?.isEmpty == true)
        #expect(try StagedTree(mirror.root).publishTraces(comparedWith: live))
        #expect(try Generations(of: mirror.root).names == [live])
        #expect(mirror.read("public/project/trace/mirror.example.org") == "second day")
        #expect(mirror.read("public/project/trace/gone.example.org") == nil)
        let survey = try TreeSurvey(of: mirror.root.staging, comparedWith: mirror.root.path(of: live))
        #expect(survey.added + survey.changed + survey.removed == [])
        // Once more: names of one file each.
        #expect(try StagedTree(mirror.root).publishTraces(comparedWith: live))
        #expect(mirror.read("public/project/trace/mirror.example.org") == "second day")
        #expect(mirror.read(".publishing.tmp") == nil)
    }

    @Test("of traces alone is left when another generation is served than was compared")
    func tracesAfterRollback() throws {
        let mirror = try TestMirror()
        try mirror.publish("wren", day: 0)
        try mirror.prepareNext()
        try mirror.write("second day", to: "staging/project/trace/mirror.example.org")
        #expect(try !StagedTree(mirror.root).publishTraces(comparedWith: TestMirror.generation(-1)))
        #expect(mirror.read("public/project/trace/mirror.example.org") == "trace of wren")
    }

    @Test("is needed as soon as anything but a trace differs")
    func differences() throws {
        let mirror = try TestMirror()
        try mirror.publish("wren", day: 0)
        try mirror.prepareNext()
        try removeFile("\(mirror.root.staging)/pool/wren.deb")
        try mirror.write("x", to: "staging/project/README")
        let live = mirror.root.path(of: try TestMirror.generation(0))
        let survey = try TreeSurvey(of: mirror.root.staging, comparedWith: live)
        #expect(StagingDifference(survey).removed == ["pool/wren.deb"])
        #expect(StagingDifference(survey, restored: ["pool/wren.deb"]).removed == [])
        #expect(StagingDifference(survey).added == ["project/README"])
        #expect(!StagingDifference(survey).isEmpty)
    }
}
