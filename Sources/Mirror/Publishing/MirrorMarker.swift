package import Timekeeping

/// The file `.mirrorward` in Root: it says whose disk this is, and holds what must not be lost with the state directory.
package struct MirrorMarker: Sendable, Hashable {
    /// The name of the mirror in the configuration.
    package var mirror: String
    /// 32 hexadecimal digits, drawn when Root was first used: two disks never share it, whatever is mounted where.
    package let identifier: String
    package let created: Instant
    /// The last permit that was spent for this disk, as Scheduling writes it on one line: when the state directory is lost, the
    /// once-a-day rule holds all the same.
    package var permit: String?
    package var hold: Hold?
    /// Generations that are neither reused nor removed.
    package var pinned: Set<GenerationName> = []
    /// What was served before the live generation; nil before the second publication and after a rollback.
    var previous: GenerationName?

    package init(mirror: String, identifier: String, created: Instant) {
        self.mirror = mirror
        self.identifier = identifier
        self.created = created
    }

    /// A marker with an identifier of its own.
    package static func fresh(mirror: String, at now: Instant) -> MirrorMarker {
        // SystemRandomNumberGenerator asks getrandom(2) on Linux.
        let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
        let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return MirrorMarker(mirror: mirror, identifier: digits.joined(), created: now)
    }
}
