import Glibc
import Posix

/// What rsync left when it ended by itself, for one verdict.
struct RsyncRemains {
    let exit: ChildExit
    let messages: [RsyncMessage]
    let upstream: Upstream.Transport
    let sourceAddress: String?

    /// The exit values are those of rsync(1), "EXIT VALUES"; 124 to 127 are those of errcode.h; 255 is ssh's.
    var ending: TransferEnding {
        guard case .status(let status) = exit else { return killed }
        if status == 0 { return .complete }
        if let refusal { return .refused(refusal) }
        if let unreachability { return .unreachable(unreachability) }
        if let localFault { return .localFault(localFault) }
        if endedAtUpstream { return [1, 2, 4].contains(status) ? .refused(.optionRefused) : .dropped(exit) }
        switch status {
        case 1: return .localFault(.oldRsync)
        case 2: return .refused(.notRsync)
        // Before rsync 3.5 also the end of a connection that was closed before the greeting.
        case 5: return says("did not see server greeting") ? .dropped(exit) : .refused(.other)
        case 3, 11, 13, 14, 25: return .localFault(.other(number: nil))
        case 4: return .refused(.optionRefused)
        case 10, 12, 30: return .dropped(exit)
        case 15, 16, 19, 20, 21: return .localFault(.killed(signal: 0))
        case 22: return .localFault(.outOfMemory)
        case 23: return isSendersAlone ? .partial : .localFault(.other(number: nil))
        case 24: return .partial
        case 35: return .unreachable(.timedOut)
        case 124...127 where isRemoteShell: return .refused(.noRemoteRsync)
        case 255 where isRemoteShell: return .dropped(exit)
        default: return .unexplained(exit)
        }
    }

    private var killed: TransferEnding {
        if case .signal(let signal) = exit { return .localFault(.killed(signal: signal)) }
        return .unexplained(exit)
    }

    private var isRemoteShell: Bool { if case .remoteShell = upstream { true } else { false } }

    private var problems: [RsyncMessage] { messages.filter { $0.kind == .problem } }

    private func says(_ texts: String...) -> Bool {
        messages.contains { message in texts.contains { message.text.contains($0) } }
    }
}

/// The upstream's word.
extension RsyncRemains {
    private static let daemonWords: [(String, TransferEnding.Refusal)] = [
        ("access denied", .accessDenied), ("nknown module", .unknownModule), ("max connections", .maximumConnections),
        ("auth failed", .authenticationFailed), ("early exec failed", .gate),
    ]

    private var refusal: TransferEnding.Refusal? {
        if let word = messages.first(where: { $0.kind == .daemonError }) {
            return Self.daemonWords.first { word.text.contains($0.0) }?.1 ?? .other
        }
        if says("pre-xfer exec returned failure") { return .gate }
        if says("server is configured to refuse") { return .optionRefused }
        if says("rather than greeting", "protocol version mismatch") { return .notRsync }
        if let shellRefusal { return shellRefusal }
        if problems.contains(where: {
            $0.isFromSender && $0.text.contains("change_dir") && says("(code 23)", "(code 3)")
        }) {
            return .noSuchPath
        }
        return nil
    }

    /// rsync ends with the value of ssh or, when it noticed the closed pipe first, with 12.
    private var shellRefusal: TransferEnding.Refusal? {
        guard isRemoteShell, [.status(12), .status(127), .status(255)].contains(exit) else { return nil }
        let words = messages.filter { $0.kind == .remark }
        if words.contains(where: { $0.text.contains("Host key verification failed") }) { return .hostKey }
        if words.contains(where: { $0.text.contains("Permission denied") }) { return .authenticationFailed }
        if words.contains(where: { $0.text.hasSuffix("not found") }) { return .noRemoteRsync }
        return nil
    }

    /// An end that the upstream's own rsync reported first: its disk, its memory, its administrator.
    private var endedAtUpstream: Bool {
        guard upstream != .local, exit != .status(23), exit != .status(24) else { return false }
        let ends = messages.filter { if case .end = $0.kind { true } else { false } }
        return ends.first?.role == .sender
    }

    private var isSendersAlone: Bool {
        messages.allSatisfy { message in
            switch message.kind {
            case .vanished, .failedVerification: true
            case .problem: message.isFromSender || message.isOfConnection
            case .end, .remark, .daemonError: true
            }
        }
    }
}

/// The network.
extension RsyncRemains {
    private static let connectWords: [(String, TransferEnding.Unreachability)] = [
        ("getaddrinfo", .nameNotFound), ("Could not resolve", .nameNotFound),
        ("Connection refused", .connectionRefused), ("No route to host", .noRoute),
        ("Network is unreachable", .noRoute), ("timed out", .timedOut),
    ]

    /// Only the words of a connection that never came about: `rsync: [Receiver] failed to connect to <host> (<address>): ...`,
    /// `rsync: getaddrinfo: ...`, `ssh: connect to host ...`, `ssh: Could not resolve hostname ...`.
    private var unreachability: TransferEnding.Unreachability? {
        guard [.status(10), .status(12), .status(35), .status(255)].contains(exit) else { return nil }
        let words = messages.last { message in
            ["failed to connect to ", "getaddrinfo: ", "ssh: connect to host ", "ssh: Could not resolve "]
                .contains { message.text.contains($0) }
        }
        guard let words else { return nil }
        return Self.connectWords.first { words.text.contains($0.0) }?.1 ?? .other
    }
}

extension RsyncMessage {
    /// Errors of a socket: never a fault of the receiving disk.
    var isOfConnection: Bool {
        let numbers = [
            ECONNRESET, EPIPE, ETIMEDOUT, ECONNREFUSED, ENETUNREACH, EHOSTUNREACH, ENOTCONN, ECONNABORTED, ENETDOWN,
            ENETRESET, EHOSTDOWN,
        ]
        if let errorNumber { return numbers.contains(errorNumber) }
        return text.contains("connection unexpectedly closed") || text.contains("io timeout")
    }
}

/// This machine.
extension RsyncRemains {
    /// Every problem that names an errno(3) and comes from our side of the connection, whatever the exit value.
    private var localFault: TransferEnding.LocalFault? {
        if says("Failed to exec") { return .missingProgram("ssh") }
        if says("password file") { return .passwordFile(.refusedByRsync) }
        if exit == .status(10), let sourceAddress, !messages.contains(where: { $0.kind == .problem }) {
            return .sourceAddress(sourceAddress)
        }
        if exit == .status(1), !endedAtUpstream { return .oldRsync }
        let numbers = problems.filter { !$0.isFromSender && !$0.isOfConnection }.compactMap(\.errorNumber)
        return numbers.first.map { Self.fault(numbers, first: $0) }
    }

    /// A full disk has many consequences; it is named before them.
    private static func fault(_ numbers: [Int32], first: Int32) -> TransferEnding.LocalFault {
        let table: [(Int32, TransferEnding.LocalFault)] = [
            (ENOSPC, .noSpace), (EDQUOT, .quotaExceeded), (EROFS, .readOnly), (EIO, .inputOutput),
            (EACCES, .permissionDenied), (EPERM, .permissionDenied), (ENOMEM, .outOfMemory),
        ]
        return table.first { numbers.contains($0.0) }?.1 ?? .other(number: first)
    }
}
