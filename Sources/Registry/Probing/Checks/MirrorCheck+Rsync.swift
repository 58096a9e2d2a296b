import MirrorRegistry

extension MirrorCheck {
    /// What the rsync daemon shows at the top of the mirror, through rsync itself.
    func checkListing(_ url: MirrorURL) {
        let reproduction = Reproduction.rsync(url)
        guard let program = settings.rsync else {
            add(.rsync, url.text, .skipped, "rsync is not installed on this machine", reproduction: reproduction)
            return
        }
        var rsync = RsyncSettings()
        rsync.program = program
        rsync.connectSeconds = Int(max(1, min(settings.http.connectSeconds, 60)))
        rsync.totalSeconds = Int(max(1, min(settings.http.requestSeconds, 120)))
        switch rsyncListing(of: url, rsync, within: settings.http, interruption: interruption) {
        case .failure(.system(let reason)):
            add(.rsync, url.text, .skipped, "rsync failed on this machine: \(reason)", reproduction: reproduction)
        case .failure(.interrupted):
            add(.rsync, url.text, .skipped, "interrupted", reproduction: reproduction)
        case .failure(let fault):
            add(
                .rsync, url.text, .failed, fault.message,
                [Evidence("expected", "a listing"), Evidence("found", fault.message)],
                reproduction: reproduction)
        case .success(let listing): note(listing, url, reproduction)
        }
    }

    private func note(_ listing: RsyncListing, _ url: MirrorURL, _ reproduction: String) {
        let names = listing.entries.prefix(12).map(\.name).joined(separator: " ")
        let evidence = [
            Evidence("address", listing.address), Evidence("entries", "\(listing.entries.count)"),
            Evidence("names", names),
            Evidence("seconds", hundredths(listing.seconds)),
        ]
        let missing = expectedDirectories.filter { !listing.holdsDirectory($0) }
        guard missing.isEmpty else {
            add(
                .rsync, url.text, .failed,
                "the module holds no archive: \(missing.joined(separator: " and ")) is not there",
                [Evidence("expected", expectedDirectories.joined(separator: " "))] + evidence,
                reproduction: reproduction)
            return
        }
        facts.workingSchemes.append(.rsync)
        facts.hasArchive = true
        add(.rsync, url.text, .passed, "the module lists the archive", evidence, reproduction: reproduction)
    }

    /// `dists`, unless all that is known of the archive is flat.
    private var expectedDirectories: [String] {
        let names = settings.suites.isEmpty ? reference?.suites.map(\.name) ?? [] : settings.suites
        if names.isEmpty || names.contains(where: { !$0.hasSuffix("/") }) { return ["dists"] }
        let directories = names.compactMap { name in suiteDirectory(name).split(separator: "/").first.map(String.init) }
        return Set(directories).sorted()
    }
}
