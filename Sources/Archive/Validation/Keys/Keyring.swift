import ArchiveModel
import Digests
package import Timekeeping

/// The primary keys in the file `path`, as far as they are of version 4, in their order.
///
/// - Throws: `ValidationError` where the file cannot be read or is no keyring for gpgv.
package func publicKeys(inKeyring path: String) throws(ValidationError) -> [PublicKey] {
    publicKeys(inPackets: try Keyrings.read(path))
}

/// The primary keys among packets as `keyringPackets` gives them.
func publicKeys(inPackets packets: [UInt8]) -> [PublicKey] {
    var reading = KeyringReading()
    for packet in OpenPGPPacket.all(in: packets) { reading.take(packet) }
    return reading.finish()
}

extension PublicKey {
    /// Whether the key has expired at `now`, or will within `days`.
    package func expires(within days: Int64, of now: Instant) -> Bool {
        expires.map { $0.seconds(since: now) < days * 86_400 } ?? false
    }
}

/// Gathers the packets of each primary key: its user ids, its self-signatures, its subkeys.
private struct KeyringReading {
    private var keys: [PublicKey] = []
    private var current: PublicKey?
    private var latestSignature = -1

    mutating func take(_ packet: OpenPGPPacket) {
        switch packet.tag {
        case OpenPGPPacket.Tag.publicKey:
            close()
            current = Self.primaryKey(packet.body)
        case OpenPGPPacket.Tag.publicSubkey:
            if let fingerprint = Self.fingerprint(packet.body) { current?.subkeyFingerprints.append(fingerprint) }
        case OpenPGPPacket.Tag.userID:
            if current?.userID.isEmpty == true { current?.userID = String(decoding: packet.body, as: UTF8.self) }
        case OpenPGPPacket.Tag.signature: takeSignature(packet.body)
        default: break
        }
    }

    mutating func finish() -> [PublicKey] {
        close()
        return keys
    }

    private mutating func close() {
        if let current { keys.append(current) }
        current = nil
        latestSignature = -1
    }

    private mutating func takeSignature(_ body: ArraySlice<UInt8>) {
        guard let key = current, let signature = KeySignature(body), let issuer = signature.issuerKeyID else { return }
        guard key.fingerprint.hasSuffix(issuer), signature.created >= latestSignature else { return }
        latestSignature = signature.created
        current?.expires = signature.keyLifetime.map { key.created.adding(seconds: Int64($0)) }
    }

    private static func primaryKey(_ body: ArraySlice<UInt8>) -> PublicKey? {
        var rest = body.dropFirst()
        guard let fingerprint = fingerprint(body), let created = OpenPGPPacket.number(4, &rest) else { return nil }
        return PublicKey(
            fingerprint: fingerprint, userID: "", created: Instant(secondsSinceEpoch: Int64(created)), expires: nil)
    }

    /// SHA-1 over 0x99, the length in two bytes, and the packet (RFC 9580, section 5.5.4.2).
    private static func fingerprint(_ body: ArraySlice<UInt8>) -> String? {
        guard body.first == 4, body.count <= 0xFFFF else { return nil }
        let header = [0x99, UInt8(body.count >> 8), UInt8(body.count & 0xFF)]
        guard var hasher = try? StreamHasher([.sha1]) else { return nil }
        (header + body).withUnsafeBytes { hasher.update($0) }
        return (try? hasher.finish().first).map { hexadecimal($0.bytes) }
    }
}
