import MirrorRegistry
import Probing
import TestSupport
import Testing

/// What a report prints is pasted into a shell: it shows what the check saw.
@Suite struct ReproductionTests {
    private func run(_ item: CheckItem?) throws -> CommandResult {
        let line = try #require(item?.reproduction)
        return try runCommand("bash", ["-c", line])
    }

    @Test func theCommandsOfASoundMirrorShowIt() throws {
        let archive = try CheckedArchive()
        let mirror = try MirrorServer(archive.today)
        let report = try archive.report(on: mirror)
        let release = try #require(report.items(.release).first)
        #expect(try run(release).output.hasPrefix(release.evidence("sha256") ?? "none"))
        let signature = try run(report.items(.signature).first)
        #expect(signature.status == 0 && signature.errorOutput.contains("Good signature"), "\(signature)")
        let content = try #require(report.items(.poolContent).first)
        let digest = try run(content).output.prefix(64)
        #expect(content.evidence("expected")?.hasSuffix(digest) == true && digest.count == 64)
        let range = try run(report.items(.range).first)
        #expect(range.output.contains("206 Partial Content"), "\(range)")
        for item in report.items where item.reproduction?.contains("curl") == true {
            let result = try run(item)
            #expect(result.status == 0 && !result.errorOutput.contains("curl: ("), "\(item)\n\(result)")
        }
    }

    @Test func theCommandsOfAFalseMirrorShowWhatIsWrong() throws {
        let archive = try CheckedArchive()
        let foreign = try SigningKey()
        var files = try TestArchive.small.files(signedBy: foreign)
        files["dists/tern/InRelease"] = archive.today["dists/tern/InRelease"]
        for (path, bytes) in files where path.hasPrefix("pool/") { files[path] = bytes.dropLast() + [0x21] }
        let mirror = try MirrorServer(files)
        let report = try archive.report(on: mirror)
        let condemned = try #require(report.items(.signature).first { $0.outcome == .condemned }, "\(report.lines)")
        let gpgv = try run(condemned)
        #expect(gpgv.status != 0 && gpgv.errorOutput.contains("No public key"), "\(gpgv)")
        let content = try #require(report.items(.poolContent).first { $0.outcome == .failed }, "\(report.lines)")
        let digest = try run(content).output.prefix(64)
        #expect(content.evidence("found")?.hasSuffix(digest) == true && digest.count == 64)
        #expect(content.evidence("expected")?.hasSuffix(digest) == false)
    }

    @Test func anArmoredKeyringIsTakenToo() throws {
        let archive = try CheckedArchive()
        let armored = "\(archive.directory.path)/archive.asc"
        try runSuccessfully(
            "gpg",
            [
                "--batch", "--no-options", "--homedir", archive.directory.path, "--enarmor", "--output", armored,
                archive.key.keyringPath,
            ])
        let text = try runSuccessfully("sed", ["s/PGP ARMORED FILE/PGP PUBLIC KEY BLOCK/", armored]).output
        try archive.directory.write(text, to: "archive.asc")
        let mirror = try MirrorServer(archive.today)
        let report = try archive.report(on: mirror) { $0.keyrings = [armored] }
        let gpgv = try run(report.items(.signature).first)
        #expect(report.outcome(.signature) == .passed && gpgv.status == 0, "\(gpgv) \(report.lines)")
    }
}
