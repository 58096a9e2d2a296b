import Glibc
import Posix
import Testing

@testable import Publishing

@Suite("Refused hard links")
struct LinkProbeTests {
    struct Example: Sendable {
        let number: Int32
        let cause: LinkRefusal.Cause?
    }

    @Test(
        "tell their cause",
        arguments: [
            Example(number: EPERM, cause: .unsupported), Example(number: ENOTSUP, cause: .unsupported),
            Example(number: EXDEV, cause: .otherFileSystem), Example(number: EMLINK, cause: .tooManyLinks(count: 1)),
            Example(number: ENOSPC, cause: nil), Example(number: EACCES, cause: nil),
        ])
    func causes(_ example: Example) throws {
        let mirror = try TestMirror()
        try mirror.write("", to: "file")
        let file = "\(mirror.root.path)/file"
        let refusal = LinkRefusal(SystemCallError("link", file, number: example.number), of: file)
        #expect(refusal?.cause == example.cause)
    }

    @Test("of a foreign owner name both users")
    func foreignOwner() throws {
        let mirror = try TestMirror()
        try mirror.write("", to: "file")
        let file = "\(mirror.root.path)/file"
        let other: uid_t = geteuid() + 1
        guard chown(file, other, gid_t.max) == 0 else { return }
        let refusal = LinkRefusal(SystemCallError("link", file, number: EPERM), of: file)
        #expect(refusal?.cause == .foreignOwner(owner: other, ourUser: geteuid()))
    }

    @Test("by the kernel end the preparation with the owner's name", .enabled(if: linksOfOthersAreRefused()))
    func kernelRefusal() throws {
        let mirror = try TestMirror()
        let file = "/etc/passwd"
        let cause = LinkRefusal.Cause.foreignOwner(owner: 0, ourUser: geteuid())
        #expect(throws: PublishingError.linkRefused(LinkRefusal(cause: cause, path: file, number: EPERM))) {
            try FileEffects.system.link(file, to: "\(mirror.root.path)/passwd")
        }
    }

    @Test("between file systems end the preparation before anything was linked")
    func otherFileSystem() throws {
        let mirror = try TestMirror()
        try mirror.write("", to: "file")
        guard try fileStatus("/dev/shm")?.device != fileStatus(mirror.root.path)?.device else { return }
        let target = "/dev/shm/mirrorward-test-\(getpid())"
        let expected = LinkRefusal(cause: .otherFileSystem, path: "\(mirror.root.path)/file", number: EXDEV)
        #expect(throws: PublishingError.linkRefused(expected)) {
            try FileEffects.system.link("\(mirror.root.path)/file", to: target)
        }
    }

    @Test("are sought with one file of each directory, and leave nothing behind")
    func probe() throws {
        let mirror = try TestMirror()
        try mirror.publish("wren", day: 0)
        try mirror.write("", to: "staging/x")
        try StagedTree(mirror.root).probeLinks(to: TestMirror.generation(0))
        #expect(try TreeSurvey(of: mirror.root.staging).regularFileCount == 1)
    }
}

/// Root may link everything, and between file systems another error comes first.
private func linksOfOthersAreRefused() -> Bool {
    guard geteuid() != 0, let setting = try? readFile("/proc/sys/fs/protected_hardlinks", limit: 16) else {
        return false
    }
    let device = (try? fileStatus("/tmp"))??.device
    return setting.first == UInt8(ascii: "1") && device == (try? fileStatus("/etc/passwd"))??.device
}
