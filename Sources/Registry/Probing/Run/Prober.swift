package import MirrorRegistry
package import Posix
package import Timekeeping
package import Validation

/// Checks mirrors, each against the archive where that was read.
package struct Prober: Sendable {
    package let settings: ProbeSettings
    /// nil where mirrors are looked at by themselves.
    package let reference: ArchiveReference?
    let clock: any Clock
    let memory: ReleaseMemory
    let rereading: ReferenceRereading?

    /// - Parameters:
    ///   - clock: tells what has expired.
    ///   - rereading: how the archive is asked again when a mirror shows a newer generation than was read; nil to believe that it is
    ///     none of the archive's.
    /// - Throws: `ValidationError`, where a keyring cannot be read.
    package init(
        _ settings: ProbeSettings, reference: ArchiveReference? = nil, clock: any Clock,
        rereading: ReferenceSettings? = nil
    ) throws(ValidationError) {
        self.settings = settings
        self.reference = reference
        self.clock = clock
        let verifier =
            settings.keyrings.isEmpty
            ? nil : try ReleaseVerifier(keyrings: settings.keyrings, gpgv: settings.gpgv, sqv: settings.sqv)
        memory = ReleaseMemory(verifier)
        if let reference, let rereading {
            self.rereading = ReferenceRereading(reference.source, rereading, memory)
        } else {
            self.rereading = nil
        }
    }

    /// Checks one mirror on this thread.
    package func check(_ wish: ProbeWish, interruption: Interruption? = nil) -> CheckReport {
        check(wish, seed: settings.seed ?? SeededRandom.freshSeed(), interruption)
    }

    func check(_ wish: ProbeWish, seed: UInt64, _ interruption: Interruption?) -> CheckReport {
        MirrorCheck(self, wish, seed: seed, interruption: interruption).run()
    }
}
