import ArchiveModel

/// Draws the sample of a generation out of the archive.
struct SampleReading {
    let files: any ReferenceFiles
    let suite: ReferenceSuite
    let settings: ReferenceSettings

    /// An index that is not there, or is another than Release's, adds nothing: the archive may be changing at this moment.
    func sample(_ random: inout SeededRandom) -> GenerationSample {
        let indexes = ListedIndexes(suite.release, suite: suite.name)
        var drawn = PackageSample(count: settings.sampleCount, random: SeededRandom(seed: random.next()))
        var readCount = 0
        for forms in indexes.packages.shuffled(using: &random) {
            if readCount >= settings.indexCount { break }
            if read(forms, &drawn) { readCount += 1 }
        }
        let directory = suiteDirectory(suite.name)
        let listed = indexes.groups.flatMap { $0.forms }.prefix(Self.indexLimit).compactMap { form in
            form.digest.map {
                SampledFile(path: directory + form.name.path, byteCount: form.entry.byteCount, digest: $0.hex)
            }
        }
        return GenerationSample(
            suite: suite.name, releaseDigest: suite.digest, files: drawn.files, indexes: Array(listed))
    }

    /// Of a generation's indexes, kept to recognise strays by. Debian's sid lists some 300 forms of them.
    private static let indexLimit = 400

    /// Takes the smallest form that is there.
    private func read(_ group: ListedIndexes.Group, _ drawn: inout PackageSample) -> Bool {
        for form in group.forms where form.entry.byteCount <= settings.indexByteLimit {
            let path = suiteDirectory(suite.name) + form.name.path
            guard let digest = form.digest,
                let bytes = (try? files.read(path, byteLimit: settings.indexByteLimit)) ?? nil,
                hexDigest(digest.algorithm, of: bytes) == digest.hex
            else { continue }
            return drawn.take(bytes, of: form.name, unpackedByteCount: group.unpackedByteCount) == nil
        }
        return false
    }
}
