import Configuration
import Posix
import Publishing
package import Reporting
import StateStore
import Timekeeping
import Transfer
import Validation

extension Failure {
    /// What is said on standard error, one message for each thing that is wrong; never empty.
    package var reports: [Message] {
        switch self {
        case .configuration(let error):
            error.problems.map { Message("\($0.place): \($0.message)", hint: $0.hint) }
        default: [message]
        }
    }

    private var message: Message {
        switch self {
        case .configuration: Message("wrong configuration")
        case .unknownMirror(let name, let nearest):
            Message(
                "unknown mirror (\(name)): no stanza has that name",
                hint: nearest.map { "did you mean `\($0)`?" } ?? "`mirrorward status` lists the mirrors")
        case .usage(let text, let hint): Message(text, hint: hint)
        case .timeZone(let name, let place, let reason):
            Message(
                "\(place): unknown time zone (\(name)): \(reason)", hint: "install tzdata, or see /usr/share/zoneinfo")
        case .programMissing(let name):
            Message(
                "missing program (\(name)): it is in no directory of PATH",
                hint: "install it, as with `apt-get install \(name)`")
        case .passwordFile(let path, let fault):
            Message(
                "the password file cannot be used (\(path)): \(fault.words)",
                hint: fault.hint)
        case .runByRoot:
            Message(
                "this is root: expected a user of its own",
                hint:
                    "run it as that user, or name the user as `User` in the first stanza; `User: root` lets root do it")
        case .noSuchUser(let user):
            Message("\(user.place): unknown user (\(user.name))", hint: "make the user, as with `useradd --system`")
        case .system(let error): error.explained
        case .store(let error): error.explained
        case .publishing(let error, let mirror): error.explained(mirror)
        case .validation(let error, let mirror): error.explained(mirror)
        case .transfer(let outcome, let mirror, let upstream): outcome.explained(mirror, upstream)
        case .nothingStaged(let mirror):
            Message(
                "nothing to publish (\(mirror)): no staging tree is kept", hint: "`mirrorward sync \(mirror)` makes one"
            )
        case .noSuchSuite(let suite, let mirror, let known):
            Message(
                "unknown suite (\(suite)): "
                    + (known.isEmpty
                        ? "staging of \(mirror) holds none" : "expected one of \(known.joined(separator: ", "))"),
                hint: nearestName(to: suite, among: known).map { "did you mean `\($0)`?" })
        case .locked(let mirror, let kind, let holder):
            Message("the \(kind) lock is held (\(mirror)): by \(holder)", hint: "try again when that has ended")
        case .lockHeldByStranger(let path, let processes):
            Message(
                "the lock is held, and the process that it names is not there (\(path))"
                    + (processes.isEmpty
                        ? "" : ": held by process \(processes.map(String.init).joined(separator: ", "))"),
                hint: "find out what holds it, and end that; as root, `fuser -v \(path)` shows it")
        case .orphanSurvived(let mirror, let processes):
            Message(
                "an rsync of an earlier sync does not end (\(mirror)): processes "
                    + processes.map(String.init).joined(separator: ", "),
                hint: "end them as their owner; until then nothing touches what they write to")
        case .noSuchGeneration(let name, let mirror):
            Message("unknown generation (\(name))", hint: "`mirrorward generations \(mirror)` lists them")
        case .unreadableKeyring(let path, let error):
            Message(
                "the keyring cannot be read (\(path)): \(error.reason)",
                hint: "Signed-By names the public keys whose signatures are trusted")
        case .transition(let fault): fault.explained
        case .list(let error, let registry): error.explained(registry)
        case .interrupted(let signal): Message("ended by signal \(signal)")
        case .unexpected(let text): Message("unexpected failure: \(text)", hint: "please report it with this text")
        }
    }
}

extension SyncReport {
    /// The report of a sync that a failure stopped.
    init(mirror: String, failure: Failure) {
        let messages = failure.reports
        let first = messages.first ?? Message("failed")
        switch failure {
        case .interrupted(let signal): self.init(mirror: mirror, outcome: .interrupted(signal: signal))
        case .transfer(let outcome, _, _) where outcome.ending.signal != nil:
            self.init(mirror: mirror, outcome: .interrupted(signal: outcome.ending.signal ?? 0))
        case .transfer(let outcome, _, _) where !outcome.ending.isFaultOfThisMachine:
            self.init(mirror: mirror, outcome: .upstreamFailed(first))
        case _ where failure.exitStatus == 78: self.init(mirror: mirror, outcome: .wrongConfiguration(first))
        default: self.init(mirror: mirror, outcome: .machineFailed(first))
        }
    }
}
