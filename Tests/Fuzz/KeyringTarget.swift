@testable import Validation

/// Keyrings are the operator's, but come from archives.
func checkKeyring(_ input: [UInt8]) {
    guard let packets = try? keyringPackets(input) else { return }
    require(packets.count <= input.count, "armor only adds")
    let all = OpenPGPPacket.all(in: packets)
    require(all.reduce(0) { $0 + $1.body.count + 2 } <= packets.count, "packets lie behind each other")
    for key in publicKeys(inPackets: packets) {
        require(key.fingerprint.utf8.count == 40, "a version 4 key has 40 digits")
        require(key.expires.map { $0 >= key.created } ?? true, "a key does not end before it begins")
        _ = key.expires(within: 30, of: key.created)
    }
}
