extension Upstream {
    /// Reads `rsync://[user@]host[:port]/module/path/`, `[user@]host::module/path`, `[user@]host:path` or an absolute path.
    ///
    /// An IPv6 address stands in brackets. The forms are those of rsync(1), "USAGE".
    package init(_ text: String) throws(UpstreamError) {
        if text.isEmpty { throw .empty }
        if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) { throw .controlCharacter }
        if text.hasPrefix("/") {
            try self.init(transport: .local, user: nil, path: "/" + Self.cleanPath(text))
            return
        }
        if text.prefix(8).lowercased() == "rsync://" {
            try self.init(url: text.dropFirst(8))
            return
        }
        // A colon before any slash makes it remote, as in rsync itself.
        let authority = Self.authority(of: text[...])
        let rest = text[authority.endIndex...]
        if rest.hasPrefix("::") {
            try self.init(daemon: authority, port: Self.defaultPort, path: rest.dropFirst(2))
        } else if rest.hasPrefix(":") {
            try self.init(shell: authority, path: String(rest.dropFirst()))
        } else {
            throw .unknownForm
        }
    }

    private init(url: Substring) throws(UpstreamError) {
        let slash = url.firstIndex(of: "/") ?? url.endIndex
        let (authority, path) = (url[..<slash], url[slash...])
        let host = Self.authority(of: authority)
        var port = Self.defaultPort
        let rest = authority[host.endIndex...]
        if rest.hasPrefix(":") {
            if rest.contains("@") { throw .password }
            guard let number = UInt16(rest.dropFirst()), number > 0 else { throw .badPort(String(rest.dropFirst())) }
            port = number
        } else if !rest.isEmpty {
            throw .badHost(String(authority))
        }
        try self.init(daemon: host, port: port, path: path)
    }

    private init(daemon authority: Substring, port: UInt16, path: Substring) throws(UpstreamError) {
        let (user, host) = try Self.userAndHost(authority)
        let path = try Self.cleanPath(String(path))
        if path.isEmpty { throw .emptyModule }
        if path.hasPrefix("-") { throw .leadingDash(path) }
        self.init(transport: .daemon(host: host, port: port), user: user, path: path)
    }

    private init(shell authority: Substring, path: String) throws(UpstreamError) {
        // `user:password@host` reads as a host named `user`.
        if path.prefix(while: { $0 != "/" }).contains("@") { throw .password }
        let (user, host) = try Self.userAndHost(authority)
        let clean = try Self.cleanPath(path)
        if clean.hasPrefix("-"), !path.hasPrefix("/") { throw .leadingDash(clean) }
        self.init(
            transport: .remoteShell(host: host), user: user, path: path.hasPrefix("/") ? "/" + clean : clean)
    }

    /// `[user@]host` at the start of `text`: all up to a colon or slash that does not stand in brackets.
    private static func authority(of text: Substring) -> Substring {
        var isBracketed = false
        for index in text.indices {
            switch text[index] {
            case "[": isBracketed = true
            case "]": isBracketed = false
            case ":" where !isBracketed, "/" where !isBracketed: return text[..<index]
            default: break
            }
        }
        return text
    }

    private static func userAndHost(_ authority: Substring) throws(UpstreamError) -> (String?, String) {
        guard let at = authority.lastIndex(of: "@") else { return (nil, try host(authority)) }
        let user = authority[..<at]
        if user.hasPrefix("-") { throw .leadingDash(String(user)) }
        let isPlain = user.utf8.allSatisfy { isHostByte($0) || $0 == UInt8(ascii: "+") }
        if user.isEmpty || !isPlain { throw .badUser(String(user)) }
        return (String(user), try host(authority[authority.index(after: at)...]))
    }

    private static func host(_ text: Substring) throws(UpstreamError) -> String {
        if text.isEmpty { throw .emptyHost }
        if text.hasPrefix("-") { throw .leadingDash(String(text)) }
        if text.hasPrefix("["), text.hasSuffix("]") {
            let address = text.dropFirst().dropLast()
            let isAddress = address.contains(":") && address.utf8.allSatisfy { isAddressByte($0) }
            if !isAddress { throw .badHost(String(text)) }
            return address.lowercased()
        }
        guard text.utf8.allSatisfy(isHostByte) else { throw .badHost(String(text)) }
        // `example.org.` is the absolute form of the same name.
        let name = text.hasSuffix(".") ? text.dropLast() : text
        if name.isEmpty { throw .badHost(String(text)) }
        return name.lowercased()
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// The hexadecimal digits, `:`, `.`, and a zone such as `%eth0`.
    private static func isAddressByte(_ byte: UInt8) -> Bool {
        isHostByte(byte) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "%")
    }

    /// The parts of `path` that mean something, joined by single slashes.
    private static func cleanPath(_ path: String) throws(UpstreamError) -> String {
        if path.contains(where: { "*?[\\".contains($0) }) { throw .wildcard }
        let segments = path.split(separator: "/").filter { $0 != "." }
        if segments.contains("..") { throw .parentSegment }
        return segments.joined(separator: "/")
    }
}
