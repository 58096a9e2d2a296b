import Glibc

/// One line of what rsync writes to standard error.
struct RsyncMessage: Hashable {
    /// Who speaks. The sender is the upstream, unless it is a local path.
    enum Role: Hashable { case sender, receiver, generator, client }

    enum Kind: Hashable {
        /// `@ERROR: ...`: the daemon's word.
        case daemonError
        /// `rsync error: <meaning> (code 23) at main.c(1956) [generator=3.5.0]`: the last words of one process.
        case end(code: Int32)
        /// `file has vanished: "x" (in module)`.
        case vanished
        /// `ERROR: x failed verification -- update discarded.`: it changed while it was read.
        case failedVerification
        /// `rsync: [sender] opendir "x" (in module) failed: Permission denied (13)`.
        case problem
        /// Any other line: what a daemon's pre-xfer command said, what ssh said, a continuation.
        case remark
    }

    private(set) var text: String
    let kind: Kind
    let role: Role?
    /// The errno(3) at the end of a problem.
    let errorNumber: Int32?

    init(_ line: String) {
        text = line
        role = Self.role(of: line)
        let isProblem = line.hasPrefix("rsync: ")
        errorNumber = isProblem ? Self.trailingNumber(line[...]) : nil
        if line.hasPrefix("@ERROR") || line.contains("sent \"@ERROR") {
            kind = .daemonError
        } else if line.hasPrefix("rsync error: "), let code = Self.code(of: line) {
            kind = .end(code: code)
        } else if line.hasPrefix("file has vanished: ") || line.hasPrefix("directory has vanished: ") {
            kind = .vanished
        } else if line.hasPrefix("ERROR: "), line.contains(" failed verification") {
            kind = .failedVerification
        } else {
            kind = isProblem ? .problem : .remark
        }
    }

    /// What is kept of it and shown: thousands are kept, and rsync may say anything. What a message means is told by its beginning
    /// and by its end. A path has 4,096 bytes at most, which rsync may write as five each.
    var shortened: RsyncMessage {
        guard text.utf8.count > 3 * Self.longestEnd else { return self }
        var copy = self
        copy.text = "\(text.prefix(2 * Self.longestEnd)) [...] \(text.suffix(Self.longestEnd))"
        return copy
    }

    /// Characters; most paths of real archives have fewer than 200.
    private static let longestEnd = 500

    /// Whether the sender said it: by its role, or, before rsync 3.2 named roles, by what only a sender does.
    var isFromSender: Bool {
        if let role { return role == .sender }
        let names = ["send_files", "opendir ", "readlink_stat(", "link_stat ", "change_dir ", "read errors mapping "]
        return kind == .problem && names.contains { text.hasPrefix("rsync: " + $0) }
    }

    /// Reads `[sender]` behind `rsync: `, or `[sender=3.5.0]` at the end.
    private static func role(of line: String) -> Role? {
        guard line.hasPrefix("rsync"), let open = line.firstIndex(of: "["),
            let close = line[open...].firstIndex(of: "]")
        else { return nil }
        let name = line[line.index(after: open)..<close].prefix { $0 != "=" }
        return switch name {
        case "sender", "Sender": .sender
        case "receiver": .receiver
        case "generator": .generator
        // A client that does not know its part yet.
        case "Receiver", "client": .client
        default: nil
        }
    }

    /// Reads the 13 of `... Permission denied (13)`.
    private static func trailingNumber(_ line: Substring) -> Int32? {
        guard line.hasSuffix(")"), let open = line.lastIndex(of: "(") else { return nil }
        return Int32(line[line.index(after: open)...].dropLast())
    }

    /// Reads the 23 of `... (code 23) at main.c(1956) ...`.
    private static func code(of line: String) -> Int32? {
        guard let parts = line.range(of: "(code ") else { return nil }
        return Int32(line[parts.upperBound...].prefix { $0.isNumber })
    }
}

extension String {
    /// Where `other` stands first.
    fileprivate func range(of other: String) -> Range<String.Index>? { ranges(of: other).first }
}
