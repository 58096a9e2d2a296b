package import Posix

extension TransferRequest {
    /// The command that `Transfer` runs; nothing is contacted by making it.
    package var command: ChildCommand {
        ChildCommand(
            executable: rsyncPath,
            arguments: Self.fixedArguments + limits + connection + filters + trees,
            environment: environment)
    }

    /// `--info=name1` is what makes rsync 3.5.0 name an unsafe symlink that it ignores; symsafe1, which is said to, is for
    /// `--copy-unsafe-links`. With --out-format no name is printed twice.
    private static let fixedArguments = [
        "-a", "--delete", "--delete-excluded", "--hard-links", "--safe-links", "--no-devices", "--no-specials",
        "--no-owner", "--no-group", "--chmod=D755,F644", "--info=name1,symsafe1,nonreg1,progress2", "--stats",
        "--no-human-readable", "--outbuf=L", "--out-format=\(RsyncLine.itemPrefix)%i %n%L",
    ]

    private var limits: [String] {
        var arguments = ["--partial-dir=\(partialDirectory)", "--timeout=\(ioTimeoutSeconds)"]
        if let bandwidth { arguments.append("--bwlimit=\(bandwidth)") }
        return arguments
    }

    private var connection: [String] {
        var arguments: [String] = []
        switch upstream.transport {
        case .daemon:
            // A message of the day that reads like rsync's own words must not be taken for them.
            arguments += ["--no-motd", "--contimeout=\(connectTimeoutSeconds)"]
            if let sourceAddress { arguments.append("--address=\(sourceAddress)") }
            if let passwordFile { arguments.append("--password-file=\(passwordFile)") }
        case .remoteShell:
            let bind = sourceAddress.map { " -o BindAddress=\($0)" } ?? ""
            arguments += [
                "-e",
                "ssh -o BatchMode=yes -o ConnectTimeout=\(connectTimeoutSeconds) -o ServerAliveInterval=60\(bind)",
            ]
        case .local: return []
        }
        switch addressFamily {
        case .any: break
        case .ipv4: arguments.append("-4")
        case .ipv6: arguments.append("-6")
        }
        return arguments
    }

    private var filters: [String] {
        var filters = excludes.map { "--exclude=\($0)" }
        if let traceName {
            // With --delete-excluded an exclusion alone would delete our own trace each day.
            let path = "/project/trace/\(Self.escapedPattern(traceName))"
            filters += ["--filter=protect \(path)", "--exclude=\(path)"]
        }
        // In a file, for they may be many, and a command line is for everyone to see.
        if let filterFile { filters.append("--filter=merge \(filterFile)") }
        return filters
    }

    private var trees: [String] {
        (live.map { ["--link-dest=\($0)"] } ?? []) + ["--", upstream.rsyncSource, "\(staging)/"]
    }

    private var environment: [String: String] {
        var environment = ["LC_ALL": "C", "PATH": searchPath]
        switch upstream.transport {
        case .daemon:
            // Set, it keeps rsync from asking on a terminal for a password that nobody gave.
            if passwordFile == nil { environment["RSYNC_PASSWORD"] = "" }
        case .remoteShell:
            environment["HOME"] = homeDirectory
            environment["SSH_AUTH_SOCK"] = agentSocket
        case .local: break
        }
        return environment
    }

    /// `name` as a pattern that matches only itself: rsync(1), "PATTERN MATCHING RULES".
    private static func escapedPattern(_ name: String) -> String {
        guard name.contains(where: { "*?[".contains($0) }) else { return name }
        return name.reduce(into: "") { $0 += "*?[\\".contains($1) ? "\\\($1)" : String($1) }
    }
}

/// `command` as a line that a POSIX shell reads as the same words; the environment stands before them.
package func shellText(_ command: ChildCommand) -> String {
    let assignments = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\(shellQuoted($0.value))" }
    return (["env", "-i"] + assignments + ([command.executable] + command.arguments).map(shellQuoted))
        .joined(separator: " ")
}

private func shellQuoted(_ word: String) -> String {
    let isPlain =
        !word.isEmpty
        && word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "%+,-./:=@_".utf8.contains(byte)
            }
        }
    return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
}
