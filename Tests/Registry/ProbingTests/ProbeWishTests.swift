import MirrorRegistry
import Probing
import Testing

@Suite("A wish to probe") struct ProbeWishTests {
    @Test("holds the addresses of a mirror")
    func holdsAddresses() throws {
        let address = try MirrorURL("http://mirror.example.org/dotdeb/")
        #expect(ProbeWish(addresses: [address]).addresses == [address])
    }
}
