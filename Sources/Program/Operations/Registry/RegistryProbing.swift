import Configuration
import FoundationEssentials
import MirrorRegistry
import Posix
import Probing
import StateStore
import Timekeeping

extension OpenRegistry {
    /// How every server that the registry asks is told who asks, and where to read why.
    var userAgent: String {
        "mirrorward/\(programVersion)" + (configuration.policyURL.map { " (+\($0))" } ?? " (mirror check)")
    }

    func probeSettings() throws(Failure) -> ProbeSettings {
        var settings = ProbeSettings(
            userAgent: userAgent, allowance: configuration.allowance,
            certificateAuthorities: configuration.certificateAuthorities)
        settings.keyrings = configuration.keyrings
        settings.gpgv = try machine.program("gpgv")
        settings.sqv = machine.optionalProgram("sqv")
        settings.rsync = machine.optionalProgram("rsync")
        settings.suites = configuration.suites
        settings.staleAfterSeconds = configuration.limits.staleAfter
        settings.certificateWarningDays = Int64(configuration.limits.certificateDays)
        settings.indexCount = configuration.limits.indexSamples
        settings.poolCount = configuration.limits.poolSamples
        settings.readCount = configuration.limits.poolReads
        let interruption = machine.interruption
        settings.http.isInterrupted = { interruption.signal != nil }
        return settings
    }

    /// Reads the archive as it is, and remembers which generation it shows.
    ///
    /// - Parameter isRecorded: whether it is remembered, too.
    func readArchive(isRecorded: Bool) throws(Failure) -> Result<ArchiveReference, ReferenceFault> {
        var settings = try referenceSettings()
        let remembered = try rememberedSamples()
        settings.sampled = Set(remembered.map(\.releaseDigest))
        let reference: ArchiveReference
        do throws(ReferenceFault) { reference = try readReference(source, settings, now: now) } catch {
            if let signal = machine.interruption.signal { throw .interrupted(signal: signal) }
            return .failure(error)
        }
        if isRecorded { try remember(reference) }
        let seen = try stored { () throws(StateStoreError) in try store.seenReleases(of: name) }
        return .success(reference.remembering(seen, samples: remembered))
    }

    func referenceSettings() throws(Failure) -> ReferenceSettings {
        var settings = ReferenceSettings(
            keyrings: configuration.keyrings, userAgent: userAgent, allowance: configuration.allowance,
            certificateAuthorities: configuration.certificateAuthorities)
        settings.suites = configuration.suites
        settings.gpgv = try machine.program("gpgv")
        settings.sqv = machine.optionalProgram("sqv")
        let interruption = machine.interruption
        settings.http.isInterrupted = { interruption.signal != nil }
        return settings
    }

    /// Where the archive is read: what the mirror of that stanza serves, or its own server.
    var source: ArchiveSource {
        switch configuration.archive {
        case .url(let url): .url(url)
        case .mirror(let mirror):
            .directory(program.configuration.mirror(named: mirror)?.publicLink ?? "")
        }
    }

    private func remember(_ reference: ArchiveReference) throws(Failure) {
        try atomically { () throws(Failure) in
            for release in reference.seen {
                try stored { () throws(StateStoreError) in _ = try store.record(seen: release, in: name) }
            }
            for sample in reference.samples {
                guard let text = try? JSONEncoder().encode(sample) else { continue }
                try stored { () throws(StateStoreError) in
                    try store.record(
                        samples: String(decoding: text, as: UTF8.self), of: sample.suite, release: sample.releaseDigest,
                        in: name)
                }
            }
        }
    }

    /// The samples of the generations that the store keeps; an older mirror is stale by its InRelease alone.
    private func rememberedSamples() throws(Failure) -> [GenerationSample] {
        let texts = try stored { () throws(StateStoreError) in try store.samples(of: name) }
        return texts.compactMap { try? JSONDecoder().decode(GenerationSample.self, from: $0.data) }
    }

    func wish(_ listing: Listing) -> ProbeWish {
        var wish = ProbeWish(
            addresses: listing.addresses, proofToken: configuration.proof == .none ? nil : listing.proofToken)
        if !listing.fields.presumed.contains(.architectures) { wish.architectures = listing.fields.architectures }
        return wish
    }

    /// How many of the control addresses do not answer.
    func failedControls() -> Int {
        configuration.controls.count { control in
            var settings = HTTPSettings(
                userAgent: userAgent, allowance: configuration.allowance,
                certificateAuthorities: configuration.certificateAuthorities)
            settings.requestSeconds = 20
            let outcome = HTTPSession(settings).fetch(HTTPRequest(control.text, method: .head, byteLimit: 64 << 10))
            if case .answered(let answer) = outcome { return answer.status >= 500 }
            return true
        }
    }
}

extension String {
    fileprivate var data: Data { Data(utf8) }
}
