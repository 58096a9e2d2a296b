import Glibc
import Posix

/// The keyrings that a mirror's signatures are checked with, as gpgv takes them.
struct Keyrings: Sendable {
    /// Debian's whole keyring of 1,000 developers has 30 MB.
    static let byteLimit = 128 << 20

    let packets: [[UInt8]]
    /// The primary keys in all of them, as far as they are of version 4.
    let keys: [PublicKey]
    private let fingerprints: Set<String>
    /// Whether there are keys of other versions, whose fingerprints are not known.
    private let hasOtherVersions: Bool

    /// - Throws: `ValidationError` where a file cannot be read or is no keyring.
    init(_ paths: [String]) throws(ValidationError) {
        var packets: [[UInt8]] = []
        for path in paths { packets.append(try Self.read(path)) }
        self.packets = packets
        keys = packets.flatMap(publicKeys(inPackets:))
        fingerprints = Set(keys.map(\.fingerprint))
        let count = packets.reduce(0) { sum, bytes in
            sum + OpenPGPPacket.all(in: bytes).count { $0.tag == OpenPGPPacket.Tag.publicKey }
        }
        hasOtherVersions = count > keys.count
    }

    /// Whether the primary key of that fingerprint is trusted: 40 digits for version 4, more for later ones.
    func holds(fingerprint: String) -> Bool {
        fingerprints.contains(fingerprint) || (hasOtherVersions && fingerprint.count > 40)
    }

    static func read(_ path: String) throws(ValidationError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(SystemCallError) { bytes = try readFile(path, limit: byteLimit) } catch { throw .system(error) }
        do throws(KeyringDefect) { return try keyringPackets(bytes) } catch {
            throw .keyringUnreadable(path: path, error)
        }
    }
}
