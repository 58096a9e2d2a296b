import MirrorRegistry
import Operations
import Posix
import TestSupport
import Testing

@Suite("A signed list")
struct ListSigningTests {
    @Test("each file for programs has a signature that gpgv accepts, and so has SHA256SUMS")
    func signatures() throws {
        let list = try TestList()
        let home = try GPGHome("\(list.directory.path)/gpg")
        defer { home.stopAgent() }
        try home.makeKey("The list <list@example.org>")
        try home.run(["--output", "\(list.directory.path)/keyring.gpg", "--export"])
        let key = try fingerprint(home)
        try list.publish(0..<3, day: 0) { $0.signing = ListSigning(fingerprint: key, home: home.path) }
        for path in ["mirrors.json", "status.json", "mirrors.txt", "mirrors.masterlist", "changes.atom", "SHA256SUMS"] {
            let result = try runCommand(
                "gpgv", ["--keyring", "\(list.directory.path)/keyring.gpg", "\(path).asc", path],
                workingDirectory: "\(list.path)/public")
            #expect(result.status == 0, "\(path): \(result)")
        }
        #expect(try list.served()?.count == 3)
    }

    private func fingerprint(_ home: GPGHome) throws -> String {
        let lines = try home.run(["--with-colons", "--list-secret-keys"]).output.split(separator: "\n")
        let line = try #require(lines.first { $0.hasPrefix("fpr:") })
        return line.filter(\.isHexDigit).filter { !$0.isLowercase }
    }

    @Test(
        "without a signature nothing is published",
        arguments: [
            ("exit 2", SigningFault.refused(.status(2), reason: "")),
            ("echo gpg: no secret key >&2; exit 2", .refused(.status(2), reason: "gpg: no secret key")),
            ("kill -9 $$", .refused(.signal(9), reason: "")),
            ("exit 0", .noSignature), ("echo yes", .noSignature), ("cat", .noSignature),
            ("head -c 100000 /dev/zero", .notRun(.overflow(byteCount: 65_536))),
        ])
    func failures(_ script: String, _ fault: SigningFault) throws {
        let list = try TestList()
        try list.publish(0..<3, day: 0)
        try list.directory.write("#!/bin/sh\n\(script)\n", to: "gpg")
        try runSuccessfully("chmod", ["755", "\(list.directory.path)/gpg"])
        #expect(throws: ListPublicationError.signing(file: "mirrors.json", fault)) {
            try list.publish(0..<4, day: 1) {
                $0.signing = ListSigning(fingerprint: "0123", home: "/nonexistent")
                $0.signing?.program = "\(list.directory.path)/gpg"
            }
        }
        #expect(try list.served()?.count == 3 && list.generationNames().count == 1)
    }

    @Test("a key that is not there is a refusal with gpg's reason, and a missing gpg is told")
    func realRefusals() throws {
        let list = try TestList()
        let home = try GPGHome("\(list.directory.path)/gpg")
        defer { home.stopAgent() }
        let error = #expect(throws: ListPublicationError.self) {
            try list.publish(0..<3, day: 0) {
                $0.signing = ListSigning(fingerprint: String(repeating: "A", count: 40), home: home.path)
            }
        }
        guard case .signing("mirrors.json", .refused(.status(2), let reason)) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(reason.hasPrefix("gpg: signing failed"))
        #expect(throws: ListPublicationError.self) {
            try list.publish(0..<3, day: 0) {
                $0.signing = ListSigning(fingerprint: "0123", home: home.path)
                $0.signing?.searchPath = "/nonexistent"
            }
        }
        #expect(try fileStatus(list.path) == nil)
    }
}
