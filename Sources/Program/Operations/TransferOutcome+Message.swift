import Posix
import Reporting
import Timekeeping
import Transfer

extension TransferOutcome {
    /// Why the session ended without a tree, for the operator of `mirror`.
    func explained(_ mirror: String, _ upstream: String) -> Message {
        var message = ending.explained(mirror, upstream)
        let said = upstreamWords.isEmpty ? messages.suffix(2) : upstreamWords.prefix(5)[...]
        if !said.isEmpty { message.text += "; rsync said: " + said.map(Self.shortened).joined(separator: " | ") }
        return message
    }

    /// The whole line is in the log.
    private static func shortened(_ line: String) -> String {
        line.count > 400 ? "\(line.prefix(300)) [...] \(line.suffix(80))" : line
    }
}

extension TransferEnding {
    fileprivate func explained(_ mirror: String, _ upstream: String) -> Message {
        let retry = "the next sync goes on with what has come"
        switch self {
        case .complete, .partial: return Message("the transfer ended well (\(mirror))")
        case .refused(let refusal):
            return Message("the upstream refused (\(upstream)): \(refusal.words)", hint: refusal.hint)
        case .unreachable(let why):
            return Message(
                "the upstream could not be reached (\(upstream)): \(why.words)",
                hint: "the permit is given back: it may be tried again in an hour")
        case .dropped(let exit):
            return Message("the connection was lost (\(upstream)): rsync ended with \(exit.words)", hint: retry)
        case .localFault(let fault):
            return Message("the transfer failed here (\(mirror)): \(fault.words)", hint: fault.hint)
        case .interrupted(let signal): return Message("ended by signal \(signal) (\(mirror))", hint: retry)
        case .stalled(let seconds):
            return Message(
                "the transfer made no progress for \(humanDuration(Int64(seconds))) (\(upstream))", hint: retry)
        case .tookTooLong(let seconds):
            return Message("the transfer took longer than \(humanDuration(Int64(seconds))) (\(upstream))", hint: retry)
        case .unexplained(let exit):
            return Message("rsync ended with \(exit.words) (\(upstream))", hint: "the log has what it said")
        }
    }
}

extension ChildExit {
    var words: String {
        switch self {
        case .status(let status): "status \(status)"
        case .signal(let signal): "signal \(signal)"
        }
    }
}

extension TransferEnding.Refusal {
    fileprivate var words: String {
        switch self {
        case .accessDenied: "access denied"
        case .unknownModule: "it has no module of that name"
        case .maximumConnections: "too many connections at the moment"
        case .authenticationFailed: "user or password are wrong"
        case .noSuchPath: "the path is not there"
        case .gate: "its gate lets nobody in now"
        case .optionRefused: "it does not allow an option of rsync that is needed"
        case .notRsync: "what answers there does not speak rsync"
        case .noRemoteRsync: "there is no rsync on that host"
        case .hostKey: "the key of the host is unknown or has changed"
        case .other: "it gave an error"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .maximumConnections: "it is asked again two hours later, twice today at most"
        case .authenticationFailed: "see the user in Upstream and Password-File; the day's permit is spent"
        case .accessDenied, .gate: "ask its maintainer; the day's permit is spent"
        case .hostKey: "log in there once as this user with ssh, and compare the key"
        default: "see Upstream in the configuration; the day's permit is spent"
        }
    }
}

extension TransferEnding.Unreachability {
    fileprivate var words: String {
        switch self {
        case .nameNotFound: "its name is not found"
        case .connectionRefused: "connection refused"
        case .noRoute: "no route to it"
        case .timedOut: "it did not answer in time"
        case .other: "no connection was made"
        }
    }
}

extension TransferEnding.PasswordFileFault {
    var words: String {
        switch self {
        case .missing: "it is not there"
        case .unreadable: "it cannot be read"
        case .openToOthers: "others may read or write it"
        case .notRoots: "it does not belong to root"
        case .refusedByRsync: "rsync finds fault with it"
        }
    }

    var hint: String {
        switch self {
        case .missing: "write the password into it, and make it readable for this user alone (chmod 600)"
        case .notRoots: "give it to root (chown root), for rsync run by root refuses any other"
        case .unreadable, .openToOthers, .refusedByRsync: "it must be readable for this user alone (chmod 600)"
        }
    }
}

extension TransferEnding.LocalFault {
    fileprivate var words: String {
        switch self {
        case .missingProgram(let name): "there is no program \(name)"
        case .noSpace: "no space left on the disk"
        case .minimumFree(let free, let wanted):
            "\(byteText(Int64(clamping: free))) were left, and Minimum-Free keeps \(byteText(Int64(clamping: wanted)))"
        case .quotaExceeded: "the quota is used up"
        case .readOnly: "the file system is read-only"
        case .permissionDenied: "permission denied"
        case .inputOutput: "the disk failed"
        case .passwordFile(let fault): "the password file cannot be used: \(fault.words)"
        case .sourceAddress(let address): "Source-Address \(address) is none of this machine's"
        case .oldRsync: "this rsync is too old"
        case .outOfMemory: "out of memory"
        case .killed(let signal): signal == 0 ? "rsync was killed" : "rsync was killed by signal \(signal)"
        case .system(let error): "\(error)"
        case .other(let number): number.map { "error \($0)" } ?? "rsync could not write what came"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .missingProgram, .oldRsync: "install rsync 3.2 or later"
        case .noSpace, .minimumFree:
            "free some space; `mirrorward generations drop` gives back what a generation alone holds"
        case .passwordFile: "it must be readable for this user alone (chmod 600)"
        case .permissionDenied: "everything below Root has to belong to the user that syncs"
        default: "the log has what rsync said"
        }
    }
}
