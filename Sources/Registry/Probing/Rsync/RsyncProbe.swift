package import MirrorRegistry
package import Posix

/// Asks the daemon of an rsync address for what lies at its top, through rsync(1) itself, at an address that was judged.
///
/// rsync is given the address, not the name, so that it looks up nothing. Several addresses are tried in turn.
///
/// - Parameter bounds: those of a session; of them the allowance, the resolver and this machine's own addresses count.
package func rsyncListing(
    of url: MirrorURL, _ settings: RsyncSettings = RsyncSettings(), within bounds: HTTPSettings,
    interruption: Interruption? = nil
) -> Result<RsyncListing, RsyncFault> {
    if let fault = url.refusal(bounds.allowance) { return .failure(.address(.url(url.text, fault))) }
    let deadline = ContinuousClock.now + .seconds(settings.totalSeconds)
    let found = HostBook(bounds).addresses(of: url.host, seconds: bounds.resolveSeconds)
    let addresses: [IPAddress]
    switch found {
    case .failure(let fault): return .failure(.address(fault))
    case .success(let all): addresses = Array(all.filter(settings.family.includes).prefix(addressLimit))
    }
    var last = RsyncFault.address(.noAddress(host: url.host, settings.family))
    for address in addresses {
        let seconds = Int(secondsUntil(deadline).rounded(.up))
        guard seconds > 0 else { return .failure(.timeout(seconds: Double(settings.totalSeconds))) }
        switch list(url, at: address, settings, seconds: seconds, interruption) {
        case .success(let listing): return .success(listing)
        case .failure(let fault):
            last = fault
            guard fault.isOfConnection else { return .failure(fault) }
        }
    }
    return .failure(last)
}

/// A host of more addresses than this is not tried to its end.
private let addressLimit = 3

extension RsyncFault {
    /// Another address of the host may do better.
    fileprivate var isOfConnection: Bool {
        switch self {
        case .connectionRefused, .unreachable, .connection, .timeout: true
        default: false
        }
    }
}

private func list(
    _ url: MirrorURL, at address: IPAddress, _ settings: RsyncSettings, seconds: Int, _ interruption: Interruption?
) -> Result<RsyncListing, RsyncFault> {
    let start = ContinuousClock.now
    do throws(ChildRunError) {
        let result = try runToEnd(
            rsyncListingCommand(url, at: address, settings, seconds: seconds), outputLimit: settings.outputLimit,
            deadlineSeconds: seconds, interruption: interruption)
        guard result.exit == .status(0) else { return .failure(RsyncFault(result, seconds: seconds)) }
        return .success(
            RsyncListing(
                entries: rsyncEntries(in: result.output), address: address.text, seconds: -secondsUntil(start)))
    } catch {
        return .failure(RsyncFault(error, settings))
    }
}

/// The command that lists an address; nothing is contacted by making it. Each option is in rsync(1).
package func rsyncListingCommand(
    _ url: MirrorURL, at address: IPAddress, _ settings: RsyncSettings, seconds: Int
) -> ChildCommand {
    let host = address.isIPv6 ? "[\(address.text)]" : address.text
    return ChildCommand(
        executable: settings.program,
        arguments: [
            "--list-only", "--links", "--no-motd", "--no-human-readable", "--timeout=\(max(1, seconds))",
            "--contimeout=\(max(1, min(settings.connectSeconds, seconds)))", address.isIPv6 ? "-6" : "-4", "--",
            "rsync://\(host):\(url.effectivePort)\(url.path)\(settings.path)",
        ],
        // Set, the password keeps rsync from asking for one on a terminal.
        environment: ["PATH": settings.searchPath, "LC_ALL": "C", "RSYNC_PASSWORD": ""])
}
