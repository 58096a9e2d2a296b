import MirrorRegistry
import Posix
package import Timekeeping
import Validation

/// Reads the archive that mirrors are compared with.
///
/// - Parameter now: when it is read.
/// - Throws: `ReferenceFault`, where no suite could be read; faults of single suites are in the reference.
package func readReference(
    _ source: ArchiveSource, _ settings: ReferenceSettings, now: Instant
) throws(ReferenceFault) -> ArchiveReference {
    let (files, names) = try openArchive(source, settings)
    let memory = ReleaseMemory(try verifier(settings.keyrings, gpgv: settings.gpgv, sqv: settings.sqv))
    var suites: [ReferenceSuite] = []
    var samples: [GenerationSample] = []
    var faults: [ReferenceFault] = []
    var random = SeededRandom(seed: settings.seed ?? SeededRandom.freshSeed())
    for name in names {
        do throws(ReferenceFault) {
            let suite = try readReferenceSuite(name, files, memory)
            suites.append(suite)
            if !settings.sampled.contains(suite.digest) {
                let reading = SampleReading(files: files, suite: suite, settings: settings)
                samples.append(reading.sample(&random))
            }
        } catch {
            if case .validation = error { throw error }
            faults.append(error)
        }
    }
    if suites.isEmpty, let first = faults.first { throw .nothingReadable(first) }
    return ArchiveReference(source: source, readAt: now, suites: suites, samples: samples, faults: faults)
}

private func openArchive(
    _ source: ArchiveSource, _ settings: ReferenceSettings
) throws(ReferenceFault) -> (any ReferenceFiles, suites: [String]) {
    switch source {
    case .url(let url):
        if settings.suites.isEmpty { throw .noSuites }
        return (RemoteFiles(base: url, session: HTTPSession(settings.http)), settings.suites.sorted())
    case .directory(let path):
        do throws(SystemCallError) {
            let files = try DirectoryFiles(path)
            let names = settings.suites.isEmpty ? try Probing.suites(inDirectory: files.root) : settings.suites.sorted()
            if names.isEmpty { throw SystemCallError("opendir", path, number: 0) }
            return (files, names)
        } catch {
            throw error.number == 0 ? .noSuiteFound(directory: path) : .system(error)
        }
    }
}

/// nil where no keyring is named.
func verifier(_ keyrings: [String], gpgv: String, sqv: String?) throws(ReferenceFault) -> ReleaseVerifier? {
    if keyrings.isEmpty { return nil }
    do throws(ValidationError) { return try ReleaseVerifier(keyrings: keyrings, gpgv: gpgv, sqv: sqv) } catch {
        throw .validation(error)
    }
}
