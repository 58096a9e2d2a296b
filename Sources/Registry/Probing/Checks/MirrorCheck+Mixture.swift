import ArchiveModel
import Decompression
import MirrorRegistry
import Posix

/// How many indexes of a suite are those of its Release, and which are not.
struct MixtureTally {
    struct Stray {
        let pick: IndexPick
        let byteCount: Int64?
        let digest: String?
    }

    var rightCount = 0
    private(set) var strays: [Stray] = []

    /// An index of another generation is whole in itself; bytes that cannot even be unpacked are damage, and no mixture.
    mutating func take(_ pick: IndexPick, byteCount: Int64?, digest: String?, bytes: [UInt8]) {
        let isOfOtherSize = byteCount != pick.form.entry.byteCount
        if digest == nil ? isOfOtherSize : isIntact(bytes, pick.form.name.compression) {
            strays.append(Stray(pick: pick, byteCount: byteCount, digest: digest))
        }
    }

    private func isIntact(_ bytes: [UInt8], _ compression: IndexCompression) -> Bool {
        guard compression != .none else { return true }
        guard let file = try? Descriptor.memory(bytes) else { return false }
        var reader = IndexReader(stored: [], unpacked: [])
        var limits = IndexLimits(storedByteCount: Int64(bytes.count))
        limits.unpackedCeiling = 1 << 28
        let content = try? reader.read(file, compression, limits: limits) { _ in true }
        return content.map { $0.fault == nil } ?? false
    }
}

extension MirrorCheck {
    /// Whether InRelease and indexes are of one generation.
    func noteMixture(_ suite: SeenSuite, _ tally: MixtureTally?, _ visit: AddressVisit) {
        guard let tally, tally.rightCount + tally.strays.count > 0 else { return }
        let known = tally.strays.first { self.origin(of: $0, suite.name) != nil }
        guard let stray = known ?? tally.strays.first else {
            let count = tally.rightCount == 1 ? "the index" : "all \(tally.rightCount) indexes"
            add(
                .mixture, fileURL(visit.url, suite.releasePath), .passed,
                "\(count) looked at \(tally.rightCount == 1 ? "belongs" : "belong") to this generation of suite \(suite.name)"
            )
            return
        }
        let url = fileURL(visit.url, stray.pick.path)
        let origin = self.origin(of: stray, suite.name)
        add(
            .mixture, url, .failed,
            "parts of two generations: \(tally.strays.count) of \(tally.rightCount + tally.strays.count) indexes "
                + "are not those of the Release file of suite \(suite.name)",
            [
                Evidence("release", suite.source.digest),
                Evidence("expected", "\(stray.pick.form.entry.byteCount) bytes, \(stray.pick.digest.hex)"),
                Evidence(
                    "found",
                    [stray.byteCount.map { "\($0) bytes" }, stray.digest].compactMap { $0 }.joined(separator: ", ")),
                Evidence("that of the release", origin?.releaseDigest ?? ""),
            ],
            reproduction: stray.digest == nil
                ? Reproduction.head(url) : Reproduction.digest(url, hex: stray.pick.digest.hex))
    }

    /// The generation that a stray index comes from, where that is remembered.
    private func origin(of stray: MixtureTally.Stray, _ suite: String) -> GenerationSample? {
        stray.digest.flatMap { reference?.generation(ofIndex: stray.pick.path, digest: $0, suite: suite) }
    }
}
