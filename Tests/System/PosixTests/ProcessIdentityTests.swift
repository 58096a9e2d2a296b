import Glibc
import Posix
import TestSupport
import Testing

@Suite("The identity of a process")
struct ProcessIdentityTests {
    @Test("holds for one process, one start and one boot")
    func identity() throws {
        let own = try #require(ProcessIdentity(getpid()))
        #expect(own.isAlive)
        let others = [
            ProcessIdentity(processID: own.processID, startTime: own.startTime + 1, bootID: own.bootID),
            ProcessIdentity(processID: own.processID, startTime: own.startTime, bootID: "other"),
        ]
        for other in others {
            #expect(!other.isAlive)
            #expect(other.endGroup(holding: nil) == .absent)
        }
        #expect(ProcessIdentity(-1) == nil)
    }

    @Test("is found by a file that it holds open")
    func holders() throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "lock")
        let path = "\(directory.path)/lock"
        #expect(try ProcessIdentity.holders(of: path) == [])
        #expect(try ProcessIdentity.holders(of: "\(directory.path)/nothing") == [])
        let file = try Descriptor.open(path, O_RDONLY)
        let sleeper = ChildCommand(executable: "/bin/sleep", arguments: ["600"])
        let child = try Child.spawn(sleeper, inheriting: [file.number])
        let identity = try #require(ProcessIdentity(child.processID))
        #expect(try ProcessIdentity.holders(of: path) == [identity])
        #expect(identity.group == child.processID)
        #expect(groupActivity(child.processID) != nil)
    }

    @Test(
        "is read again from its text, and from nothing else",
        arguments: ["", "1 2", "1 2 3 4", "x 2 b", "0 1 b", "-5 1 b"])
    func text(broken: String) {
        let identity = ProcessIdentity(processID: 5, startTime: 7, bootID: "b-c")
        #expect(ProcessIdentity(identity.description) == identity)
        #expect(ProcessIdentity(broken) == nil)
    }
}
