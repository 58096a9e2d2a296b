import ArchiveModel
import Synchronization

/// Tells where a suite has one package in one version under two SHA-256 digests (or what else is first), whatever the paths.
///
/// A class: the intake of each index of the suite shares it, on several threads. Names are held as hashes seeded anew in each
/// process, so that no archive can be made whose names collide.
final class PackageDigests: Sendable {
    /// Of the suite.
    let releasePath: String
    private let table = Mutex(PackageDigestTable())

    init(releasePath: String) { self.releasePath = releasePath }

    /// Whether the package is known with another digest, and that was not said before.
    func isNewDisagreement(
        _ package: UnsafeRawBufferPointer, _ version: UnsafeRawBufferPointer, _ architecture: UnsafeRawBufferPointer,
        _ digest: Digest
    ) -> Bool {
        let key = Self.key(package, version, architecture, digest.algorithm)
        var hasher = Swift.Hasher()
        digest.hash(into: &hasher)
        let value = UInt64(bitPattern: Int64(hasher.finalize()))
        return table.withLock { $0.isNewDisagreement(key, value) }
    }

    private static func key(
        _ package: UnsafeRawBufferPointer, _ version: UnsafeRawBufferPointer, _ architecture: UnsafeRawBufferPointer,
        _ algorithm: HashAlgorithm
    ) -> UInt64 {
        var hasher = Swift.Hasher()
        for part in [package, version, architecture] {
            hasher.combine(part.count)
            hasher.combine(bytes: part)
        }
        hasher.combine(algorithm)
        // Zero marks a free slot.
        return UInt64(bitPattern: Int64(hasher.finalize())) | 1
    }
}

private struct PackageDigestTable {
    private struct Slot {
        var key: UInt64 = 0
        var digest: UInt64 = 0
    }

    /// Stands for a package whose disagreement is told of already.
    private static let told: UInt64 = 0

    private var slots = [Slot](repeating: Slot(), count: 1024)
    private var count = 0

    /// - Parameter key: not zero, which marks a free slot.
    mutating func isNewDisagreement(_ key: UInt64, _ digest: UInt64) -> Bool {
        if count * 20 >= slots.count * 17 { grow() }
        let digest = max(digest, Self.told + 1)
        let place = self.place(of: key)
        if slots[place].key == 0 {
            slots[place] = Slot(key: key, digest: digest)
            count += 1
            return false
        }
        if slots[place].digest == digest || slots[place].digest == Self.told { return false }
        slots[place].digest = Self.told
        return true
    }

    private func place(of key: UInt64) -> Int {
        // The key's share of its range, for a table of any size.
        var place = Int(key.multipliedFullWidth(by: UInt64(slots.count)).high)
        while slots[place].key != 0, slots[place].key != key {
            place += 1
            if place == slots.count { place = 0 }
        }
        return place
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 5 / 4)
        for slot in old where slot.key != 0 { slots[place(of: slot.key)] = slot }
    }
}
