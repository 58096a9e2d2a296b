import Glibc
import MirrorRegistry
import Posix
import Testing

@testable import Operations

/// A directory of its own for one test.
private final class Scratch {
    let path: String

    init() throws {
        var template = Array("/tmp/mirrorward-spool-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit { try? removeTree(path) }
}

@Suite("The spool of mails") struct SpoolTests {
    private let scratch: Scratch
    private let spool: MailSpool

    init() throws {
        scratch = try Scratch()
        spool = MailSpool(directory: "\(scratch.path)/spool", slotCount: 4, minimumFreeByteCount: 0)
        try spool.create()
    }

    private func names() throws -> [String] { try directoryNames(spool.directory).filter { $0 != "taken" }.sorted() }

    @Test("may be written by anyone and listed by its owner alone")
    func mode() throws {
        #expect(try fileStatus(spool.directory)?.permissions == 0o3733)
        #expect(try fileStatus(spool.takenDirectory)?.permissions == 0o700)
        try spool.create()
        #expect(try fileStatus(spool.directory)?.permissions == 0o3733)
    }

    @Test("gives each mail once, and again only where nobody said that it is done with")
    func once() throws {
        try spool.deliver(Array("one".utf8))
        try spool.deliver(Array("two".utf8))
        #expect(try names().allSatisfy { $0.hasPrefix("mail-") })
        let mode = try fileStatus("\(spool.directory)/\(try names()[0])")?.permissions
        #expect(mode == 0o640)
        let read = try spool.read()
        #expect(Set(read.mails.map { String(decoding: $0.bytes, as: UTF8.self) }) == ["one", "two"])
        #expect(read.complaints.isEmpty)
        try spool.discard(read.mails[0])
        #expect(try spool.read().mails == [read.mails[1]])
        try spool.discard(read.mails[1])
        #expect(try spool.read() == SpoolContents())
        #expect(try names().isEmpty)
    }

    @Test("is full when every slot is taken, and leaves nothing of the mail then")
    func full() throws {
        for _ in 0..<4 { try spool.deliver([65]) }
        #expect(throws: MailSpoolFault.full(slotCount: 4)) { try spool.deliver([66]) }
        #expect(try names().count == 4)
        #expect(try spool.read(limit: 3).mails.count == 3)
        try spool.deliver([67])
    }

    @Test("takes no mail while the disk is nearly full, none that is empty, and none without a directory")
    func faults() throws {
        let greedy = MailSpool(directory: spool.directory, minimumFreeByteCount: .max)
        #expect { try greedy.deliver([65]) } throws: { error in
            if case .diskShortage(_, .max)? = error as? MailSpoolFault { true } else { false }
        }
        #expect(throws: MailSpoolFault.empty) { try spool.deliver([]) }
        let absent = MailSpool(directory: "\(scratch.path)/absent")
        #expect { try absent.deliver([65]) } throws: { error in
            if case .system(let cause)? = error as? MailSpoolFault { cause.number == ENOENT } else { false }
        }
        #expect(try names().isEmpty)
    }

    @Test("cuts what is too long, and still takes it")
    func length() throws {
        try spool.deliver([UInt8](repeating: 65, count: MailSpool.byteLimit + 1))
        #expect(try spool.read().mails.map(\.bytes.count) == [MailSpool.byteLimit])
    }

    @Test("reads nothing but regular files, each with one name, and waits for nothing")
    func hostile() throws {
        let secret = "\(scratch.path)/secret"
        try replaceFile(secret, with: Array("secret".utf8))
        let base = spool.directory
        #expect(symlink(secret, "\(base)/mail-0") == 0)
        #expect(link(secret, "\(base)/mail-1") == 0)
        #expect(mkfifo("\(base)/mail-2", 0o666) == 0)
        #expect(mkdir("\(base)/mail-3", 0o777) == 0)
        try replaceFile("\(base)/mail-4", with: [UInt8](repeating: 65, count: MailSpool.byteLimit + 1))
        try replaceFile("\(base)/other", with: [65])
        let read = try spool.read()
        #expect(read.mails.isEmpty && read.complaints.count == 5)
        #expect(try names() == ["other"])
        #expect(try directoryNames(spool.takenDirectory).isEmpty)
        #expect(try readFile(secret, limit: 100) == Array("secret".utf8))
    }

    @Test("is not read through a directory that someone else laid for it")
    func planted() throws {
        try removeTree(spool.takenDirectory)
        #expect(symlink(scratch.path, spool.takenDirectory) == 0)
        try spool.deliver([65])
        #expect { try spool.read() } throws: { error in (error as? SystemCallError)?.number == EPERM }
        #expect(try names().count == 1)
    }

    @Test("takes what a writer left under its temporary name, once that is old")
    func abandoned() throws {
        let path = "\(spool.directory)/.new-1-2"
        try replaceFile(path, with: [65])
        #expect(try spool.read().mails.isEmpty)
        var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
        #expect(utimes(path, &times) == 0)
        #expect(try spool.read().mails.map(\.bytes) == [[65]])
    }

    @Test("is filled from a descriptor, whose rest beyond the limit is read and dropped")
    func ingestion() throws {
        let path = "\(scratch.path)/mail"
        let text = "From: a@example.org\n\nhttps://mirror.example.org/\n-- \n"
        try replaceFile(path, with: Array(text.utf8) + [UInt8](repeating: 65, count: 1 << 20))
        try ingest(Descriptor.open(path, O_RDONLY), into: spool)
        let (mails, complaints) = try readSpool(spool)
        #expect(complaints.isEmpty && mails.map(\.senderKey) == ["a@example.org"])
        #expect(wishes(in: mails[0].message).wishes.map(\.host) == ["mirror.example.org"])
        #expect(mails[0].spooled.bytes.count == MailSpool.byteLimit)
        let absent = try readSpool(MailSpool(directory: "\(scratch.path)/absent"))
        #expect(absent.mails.isEmpty && absent.complaints.isEmpty)
    }

    @Test("takes every mail of writers at one time once")
    func writers() async throws {
        let wide = MailSpool(directory: spool.directory, slotCount: 64, minimumFreeByteCount: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<64 { group.addTask { try wide.deliver(Array("\(number)".utf8)) } }
            try await group.waitForAll()
        }
        let numbers = try wide.read().mails.compactMap { Int(String(decoding: $0.bytes, as: UTF8.self)) }
        #expect(numbers.sorted() == Array(0..<64))
    }
}

@Suite("Handing a mail to the mail system") struct SendMailTests {
    @Test("gives the program its arguments and the mail, and nothing of this process's environment")
    func sends() throws {
        let scratch = try Scratch()
        let script = "\(scratch.path)/sendmail"
        let output = "\(scratch.path)/output"
        try replaceFile(
            script, with: Array("#!/bin/sh\n{ echo \"$@\"; cat; env | grep -c ^HOME=; } > \(output)\nexit 0\n".utf8),
            mode: 0o755)
        try sendMail(
            Array("To: a@example.org\n".utf8), program: [script, "-t", "-i", "a b; id"], searchPath: "/usr/bin:/bin")
        let written = String(decoding: try readFile(output, limit: 1000), as: UTF8.self)
        #expect(written == "-t -i a b; id\nTo: a@example.org\n0\n")
    }

    static let failures: [(String, SendMailFault)] = [
        ("echo no >&2; echo route; exit 75", .ended(.status(75), output: "no | route")),
        ("kill -9 $$", .ended(.signal(9), output: "")),
        ("exec sleep 600", .notRun(.deadline(seconds: 1))), ("exec yes", .notRun(.overflow(byteCount: 64 << 10))),
    ]

    @Test("fails with what the program said, in bounded time", arguments: failures)
    func fails(script: String, expected: SendMailFault) {
        #expect(throws: expected) {
            try sendMail([65], program: ["/bin/sh", "-c", script], searchPath: "/usr/bin:/bin", deadlineSeconds: 1)
        }
        #expect(!expected.message.contains("\n"))
    }

    @Test("fails where there is no program")
    func noProgram() {
        #expect(throws: SendMailFault.noProgram) { try sendMail([65], program: [], searchPath: "/bin") }
        #expect { try sendMail([65], program: ["/nonexistent/sendmail"], searchPath: "/bin") } throws: { error in
            if case .notRun(.system(let cause))? = error as? SendMailFault { cause.number == ENOENT } else { false }
        }
    }
}
