import Glibc
import Posix

extension RsyncFault {
    /// By rsync's exit status and its words. Source: rsync(1), "EXIT VALUES".
    init(_ result: ChildResult, seconds: Int) {
        let lines = String(decoding: result.errorOutput.prefix(64 << 10), as: UTF8.self)
            .split(whereSeparator: \.isNewline).map(String.init)
        if let word = lines.last(where: { $0.hasPrefix("@ERROR") }) {
            self = Self.daemon(word)
            return
        }
        guard case .status(let status) = result.exit else {
            self = .system(reason: "rsync was killed")
            return
        }
        self = Self.end(status, lines, seconds)
    }

    init(_ error: ChildRunError, _ settings: RsyncSettings) {
        self =
            switch error {
            case .system(let error): .system(reason: "\(error)")
            case .deadline(let seconds): .timeout(seconds: Double(seconds))
            case .overflow(let limit): .tooLong(byteLimit: limit)
            case .interrupted: .interrupted
            }
    }

    /// The daemon's own words. Source: rsync's clientserver.c.
    private static func daemon(_ line: String) -> RsyncFault {
        let reason = String(String(line.drop { $0 != " " }.drop { $0 == " " }).prefix(500))
        let word = reason.lowercased()
        if word.hasPrefix("unknown module") { return .unknownModule(reason: reason) }
        if word.hasPrefix("access denied") || word.hasPrefix("auth failed") { return .accessDenied(reason: reason) }
        if word.hasPrefix("max connections") { return .tooManyConnections(reason: reason) }
        return .daemon(reason: reason)
    }

    private static func end(_ status: Int32, _ lines: [String], _ seconds: Int) -> RsyncFault {
        let problem = lines.first { $0.hasPrefix("rsync: ") } ?? lines.last ?? "it said nothing"
        let reason = String(problem.prefix(500))
        switch (status, number(at: problem)) {
        case (30, _), (35, _), (10, ETIMEDOUT): return .timeout(seconds: Double(seconds))
        case (10, ECONNREFUSED): return .connectionRefused
        case (10, ENETUNREACH), (10, EHOSTUNREACH), (10, EAFNOSUPPORT), (10, EADDRNOTAVAIL):
            return .unreachable(reason: reason)
        case (10, _): return .connection(reason: reason)
        case (23, ENOENT), (23, ENOTDIR): return .noSuchPath(reason: reason)
        case (23, EACCES): return .accessDenied(reason: reason)
        case (2, _), (5, _), (12, _): return .protocolError(reason: reason)
        default: return .failed(status: status, reason: reason)
        }
    }

    /// The 13 of `... Permission denied (13)`.
    private static func number(at line: String) -> Int32? {
        guard line.hasSuffix(")"), let open = line.lastIndex(of: "(") else { return nil }
        return Int32(line[line.index(after: open)...].dropLast())
    }
}
