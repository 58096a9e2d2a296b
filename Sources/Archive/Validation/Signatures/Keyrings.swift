import Glibc
import Posix

/// The keyrings that a mirror's signatures are checked with, as gpgv takes them.
struct Keyrings: Sendable {
    /// Debian's whole keyring of 1,000 developers has 30 MB.
    static let byteLimit = 128 << 20

    let packets: [[UInt8]]
    /// The primary keys in all of them.
    let keys: [PublicKey]

    /// - Throws: `ValidationError` where a file cannot be read or is no keyring.
    init(_ paths: [String]) throws(ValidationError) {
        var packets: [[UInt8]] = []
        for path in paths { packets.append(try Self.read(path)) }
        self.packets = packets
        keys = packets.flatMap(publicKeys(inPackets:))
    }

    static func read(_ path: String) throws(ValidationError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(SystemCallError) { bytes = try readFile(path, limit: byteLimit) } catch { throw .system(error) }
        do throws(KeyringDefect) { return try keyringPackets(bytes) } catch {
            throw .keyringUnreadable(path: path, error)
        }
    }
}
