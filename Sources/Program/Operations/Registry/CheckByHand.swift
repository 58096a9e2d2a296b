import Configuration
package import MirrorRegistry
import Posix
import Probing
package import Reporting
import StateStore
import Timekeeping
import Validation

extension OpenRegistry {
    /// Checks one listing now, and keeps the check as evidence. It is no day of the mirror's: nothing says whether what failed is our
    /// own network.
    package func check(_ listing: Listing) throws(Failure) -> CheckDocument {
        let prober = try makeProber(try archive(isRecorded: true))
        let report = prober.check(wish(listing), interruption: machine.interruption)
        if let signal = machine.interruption.signal { throw .interrupted(signal: signal) }
        _ = try atomically { () throws(Failure) in
            try take([report], of: listing.number, isJudged: false)
        }
        return CheckDocument(addresses: listing.addresses, report: report)
    }

    /// Checks addresses that are no listing's, as the registry would; nothing is kept.
    package func check(_ urls: [String]) throws(Failure) -> [CheckDocument] {
        let wishes = try Operations.wishes(of: urls)
        return try makeProber(try archive(isRecorded: false)).documents(of: wishes, machine)
    }

    private func archive(isRecorded: Bool) throws(Failure) -> ArchiveReference {
        switch try readArchive(isRecorded: isRecorded) {
        case .success(let reference): return reference
        case .failure(let fault):
            throw .usage(
                "the archive itself cannot be read (\(name)): \(fault.message)",
                hint: "mirrors are compared with it: see `Archive` and `Signed-By` in the stanza")
        }
    }
}

/// What the operator of a mirror wants checked, without a registry.
package struct OutsideCheckWish: Sendable {
    package var urls: [String]
    /// The archive that the mirror is compared with; nil to look at the mirror by itself.
    package var archive: String?
    package var keyrings: [String]
    package var suites: [String]
    /// For mirrors that are not public yet.
    package var allowance: AddressAllowance

    package init(
        urls: [String], archive: String?, keyrings: [String], suites: [String], allowance: AddressAllowance = .none
    ) {
        self.urls = urls
        self.archive = archive
        self.keyrings = keyrings
        self.suites = suites
        self.allowance = allowance
    }
}

extension Machine {
    /// Checks mirrors without a registry or a configuration.
    package func checkMirrors(_ wish: OutsideCheckWish) throws(Failure) -> [CheckDocument] {
        let wishes = try Operations.wishes(of: wish.urls)
        let agent = "mirrorward/\(programVersion) (mirror check)"
        var settings = ProbeSettings(userAgent: agent, allowance: wish.allowance)
        settings.keyrings = wish.keyrings
        settings.suites = wish.suites
        settings.gpgv = try program("gpgv")
        settings.sqv = optionalProgram("sqv")
        settings.rsync = optionalProgram("rsync")
        let reference = try reference(wish, agent)
        let prober: Prober
        do throws(ValidationError) {
            prober = try Prober(settings, reference: reference, clock: clock)
        } catch { throw Failure(error, keyring: wish.keyrings.first ?? "", mirror: "check") }
        return try prober.documents(of: wishes, self)
    }

    private func reference(_ wish: OutsideCheckWish, _ agent: String) throws(Failure) -> ArchiveReference? {
        guard let text = wish.archive else { return nil }
        var settings = ReferenceSettings(keyrings: wish.keyrings, userAgent: agent, allowance: wish.allowance)
        settings.suites = wish.suites
        settings.gpgv = try program("gpgv")
        let url = try address(text)
        do throws(ReferenceFault) { return try readReference(.url(url), settings, now: clock.now()) } catch {
            throw .usage(
                "the archive cannot be read (--archive): \(error.message)",
                hint: "without --archive the mirror is looked at by itself")
        }
    }
}

extension Prober {
    fileprivate func documents(of wishes: [ProbeWish], _ machine: Machine) throws(Failure) -> [CheckDocument] {
        var documents: [CheckDocument] = []
        for wish in wishes {
            let report = check(wish, interruption: machine.interruption)
            if let signal = machine.interruption.signal { throw .interrupted(signal: signal) }
            documents.append(CheckDocument(addresses: wish.addresses, report: report))
        }
        return documents
    }
}

/// The addresses of one host are one mirror.
private func wishes(of urls: [String]) throws(Failure) -> [ProbeWish] {
    var addresses: [MirrorURL] = []
    for text in urls { addresses.append(try address(text)) }
    let byHost = Dictionary(grouping: addresses, by: \.host)
    var wishes: [ProbeWish] = []
    for host in addresses.map(\.host) where !wishes.contains(where: { $0.addresses.first?.host == host }) {
        let first = Dictionary((byHost[host] ?? []).map { ($0.scheme, $0) }, uniquingKeysWith: { first, _ in first })
        wishes.append(ProbeWish(addresses: first.values.sorted()))
    }
    return wishes
}

private func address(_ text: String) throws(Failure) -> MirrorURL {
    do throws(MirrorURLFault) { return try MirrorURL(text) } catch {
        throw .usage("invalid URL (\(text)): \(error.message)", hint: "as `https://mirror.example.org/debian/`")
    }
}
