/// The seconds by which this host delays its syncs of `upstream`: always the same, spread evenly from 0 to `limit`.
///
/// The hash is FNV-1a with the finalizer of MurmurHash3, for names that differ in their last letter only shall lie far apart.
package func splay(hostName: String, upstream: UpstreamKey, limit: Int64) -> Int64 {
    guard limit > 0 else { return 0 }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in Array("\(hostName) \(upstream.text)".utf8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    hash ^= hash >> 33
    return Int64(hash.multipliedFullWidth(by: UInt64(limit) + 1).high)
}
