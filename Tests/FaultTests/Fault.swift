import Glibc

/// What happens to one step of the program.
enum Fault: Hashable, Sendable {
    /// The call fails and changes nothing.
    case fails(Int32)
    /// It and each one after it: a disk that is full or broken from then on.
    case failsFromThenOn(Int32)
    /// A file or directory cannot be opened.
    case opening(Int32)
    case shortWrite
    /// A write writes half, and none after it has room.
    case shortWriteThenFull
    case killedBefore, killedAfter
    /// Stopped, for the power to be cut then.
    case stoppedBefore, stoppedAfter

    static let failures: [Fault] =
        [EIO, ENOSPC, EACCES, EROFS, EMFILE, EINTR].map { .fails($0) }
        + [.shortWrite, .shortWriteThenFull, .failsFromThenOn(ENOSPC), .failsFromThenOn(EIO), .failsFromThenOn(EROFS)]

    /// As the library reads it.
    var action: String {
        switch self {
        case .fails(let number), .opening(let number): "fail:\(number)"
        case .failsFromThenOn(let number): "fail-on:\(number)"
        case .shortWrite: "short"
        case .shortWriteThenFull: "short-full"
        case .killedBefore: "kill-before"
        case .killedAfter: "kill-after"
        case .stoppedBefore: "stop-before"
        case .stoppedAfter: "stop-after"
        }
    }

    var hitsOpens: Bool { if case .opening = self { true } else { false } }

    /// A short write needs a write, and a system that is full refuses none but those that need room.
    func canHit(_ step: Step) -> Bool {
        switch self {
        case .shortWrite, .shortWriteThenFull: step.call.contains("write")
        case .fails(ENOSPC):
            ["open", "openat", "creat", "write", "pwrite", "writev", "link", "symlink", "mkdir", "fallocate", "rename"]
                .contains(step.call)
        case .fails(EINTR): !["posix_spawn"].contains(step.call)
        default: true
        }
    }

    /// The row of the table.
    var kind: String {
        switch self {
        case .fails(let number): "fails with \(Self.name(number))"
        case .failsFromThenOn(let number): "\(Self.name(number)) from then on"
        case .opening(let number): "opening fails with \(Self.name(number))"
        case .shortWrite: "a short write"
        case .shortWriteThenFull: "a short write, then no room"
        case .killedBefore: "killed before a step"
        case .killedAfter: "killed after a step"
        case .stoppedBefore: "power cut before a step"
        case .stoppedAfter: "power cut after a step"
        }
    }

    static func name(_ number: Int32) -> String {
        let names = [
            EIO: "EIO", ENOSPC: "ENOSPC", EACCES: "EACCES", EROFS: "EROFS", EMFILE: "EMFILE", EINTR: "EINTR",
        ]
        return names[number] ?? "\(number)"
    }
}

/// A fault and the number of the step to which it happens, from 1.
struct PlannedFault: Sendable {
    let step: Int
    let fault: Fault
}

/// One call that the library counted.
struct Step: Sendable {
    let number: Int
    let call: String
    let path: String
    let isHit: Bool

    /// What the library wrote.
    static func read(_ text: String) -> [Step] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t")
            guard parts.count >= 3, let number = Int(parts[0]) else { return nil }
            return Step(number: number, call: String(parts[1]), path: String(parts[2]), isHit: parts.count > 3)
        }
    }
}
