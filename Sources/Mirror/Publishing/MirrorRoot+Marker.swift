import Glibc
import Posix
package import Timekeeping

extension MirrorRoot {
    /// Far more than the digests of a thousand suites take.
    private static let markerLimit = 1 << 20

    /// Makes sure that Root is the disk of this mirror: at the first use it gets its marker and its directories.
    ///
    /// - Parameter knowsGenerations: whether the store knows generations of this mirror. Then a missing marker is an error, and
    ///   nothing is created.
    /// - Throws: `rootMissing`, `markerMissing`, `markerUnreadable`, `markerOfAnotherMirror`, `systemCall`.
    package func open(
        mirror: String, knowsGenerations: Bool, at now: Instant, _ effects: FileEffects = .system
    ) throws(PublishingError) -> MirrorMarker {
        guard try lifting({ () throws(SystemCallError) in try fileStatus(path) })?.kind == .directory else {
            throw .rootMissing(path: path)
        }
        if let marker = try readMarker() {
            guard marker.mirror == mirror else {
                throw .markerOfAnotherMirror(path: self.marker, found: marker.mirror, expected: mirror)
            }
            return marker
        }
        if knowsGenerations { throw .markerMissing(path: marker) }
        let fresh = MirrorMarker.fresh(mirror: mirror, at: now)
        try effects.perform(.createDirectory(generations))
        try write(fresh, effects)
        return fresh
    }

    /// The marker, or nil where there is none.
    ///
    /// - Throws: `markerUnreadable`, `systemCall`.
    package func readMarker() throws(PublishingError) -> MirrorMarker? {
        let bytes: [UInt8]
        do throws(SystemCallError) { bytes = try readFile(marker, limit: Self.markerLimit) } catch {
            if error.number == ENOENT { return nil }
            throw .systemCall(error)
        }
        return try MirrorMarker(text: String(decoding: bytes, as: UTF8.self), path: marker)
    }

    /// Changes the marker durably. The publication lock is held, or two changes at a time would lose one.
    ///
    /// - Throws: `markerMissing`, `markerUnreadable`, `systemCall`.
    package func updateMarker(
        _ effects: FileEffects = .system, _ change: (inout MirrorMarker) -> Void
    ) throws(PublishingError) {
        guard let old = try readMarker() else { throw .markerMissing(path: marker) }
        var new = old
        change(&new)
        if new != old { try write(new, effects) }
    }

    private func write(_ marker: MirrorMarker, _ effects: FileEffects) throws(PublishingError) {
        try effects.perform(.replaceFile(self.marker, with: Array(marker.text.utf8)))
    }
}
