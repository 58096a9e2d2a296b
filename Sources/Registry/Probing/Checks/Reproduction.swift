import MirrorRegistry
import Posix

/// Command lines of a shell that show what a check saw.
///
/// Each stands alone: it can be pasted. `-g` keeps curl from taking brackets and braces of a URL for patterns; redirects are
/// followed as the checks follow them, from https to nothing else.
struct Reproduction {
    /// Seconds that a command may take.
    static let seconds = 30

    static func curl(_ url: String, _ options: [String] = [], followsRedirects: Bool = true) -> String {
        let redirects =
            followsRedirects ? ["-L", "--proto-redir", url.hasPrefix("https:") ? "=https" : "=http,https"] : []
        let words = ["curl", "-gsS", "--max-time", "\(seconds)"] + redirects + options + [url]
        return words.map(shellQuoted).joined(separator: " ")
    }

    /// The status and the headers of a file.
    static func head(_ url: String) -> String { curl(url, ["-I"]) }

    /// The digest of a file; 64 digits of SHA-256 or 128 of SHA-512.
    static func digest(_ url: String, hex: String) -> String {
        "\(curl(url)) | \(hex.utf8.count == 128 ? "sha512sum" : "sha256sum")"
    }

    static func range(_ url: String, _ range: ClosedRange<Int64>) -> String {
        curl(url, ["-r", "\(range.lowerBound)-\(range.upperBound)", "-D", "-", "-o", "/dev/null"])
    }

    /// What one family of addresses answers: 4 or 6.
    static func family(_ url: String, _ family: Int) -> String {
        curl(url, ["-\(family)", "-o", "/dev/null", "-w", #"%{http_code} %{remote_ip}\n"#])
    }

    static func speed(_ url: String) -> String {
        curl(url, ["-o", "/dev/null", "-w", #"%{time_starttransfer} s, %{speed_download} B/s\n"#])
    }

    static func field(_ name: String, of url: String) -> String {
        "\(curl(url)) | grep -ai \(shellQuoted("^\(name):"))"
    }

    /// gpgv's word on InRelease, or on Release and Release.gpg beside it.
    static func signature(_ url: String, keyrings: [String], isDetached: Bool) -> String? {
        guard !keyrings.isEmpty else { return nil }
        let (prefix, arguments) = keyringArguments(keyrings)
        if isDetached {
            return "\(prefix)s=$(mktemp); \(curl("\(url).gpg")) >\"$s\"; \(curl(url)) | gpgv \(arguments) \"$s\" -"
        }
        return "\(prefix)\(curl(url)) | gpgv \(arguments)"
    }

    /// gpgv takes binary keyrings only, and a name without a slash for one of the user's own.
    private static func keyringArguments(_ keyrings: [String]) -> (prefix: String, arguments: String) {
        var (prefix, arguments): (String, [String]) = ("", [])
        for (number, path) in keyrings.enumerated() {
            let file = shellQuoted(path.contains("/") ? path : "./\(path)")
            if isArmored(path) {
                prefix += "k\(number)=$(mktemp); gpg --dearmor <\(file) >\"$k\(number)\"; "
                arguments.append("--keyring \"$k\(number)\"")
            } else {
                arguments.append("--keyring \(file)")
            }
        }
        return (prefix, arguments.joined(separator: " "))
    }

    private static func isArmored(_ path: String) -> Bool {
        guard let bytes = try? readFile(path, limit: 1 << 20) else { return path.hasSuffix(".asc") }
        return bytes.starts(with: Array("-----BEGIN".utf8))
    }

    static func certificate(host: String, port: UInt16) -> String {
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        let connect = ["openssl", "s_client", "-connect", place] + (host.contains(":") ? [] : ["-servername", host])
        return connect.map(shellQuoted).joined(separator: " ")
            + " </dev/null 2>/dev/null | openssl x509 -noout -subject -ext subjectAltName -enddate"
    }

    static func rsync(_ url: MirrorURL) -> String {
        "rsync --list-only --contimeout=10 --timeout=\(seconds) -- \(shellQuoted(url.text))"
    }

    static func names(_ host: String) -> String { "getent ahosts \(shellQuoted(host))" }

    static func textRecords(_ name: String) -> String { "dig +short TXT \(shellQuoted(name))" }
}
