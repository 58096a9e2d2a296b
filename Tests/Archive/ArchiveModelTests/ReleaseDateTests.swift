import ArchiveModel
import Testing
import Timekeeping

@Suite("The date of a Release file")
struct ReleaseDateTests {
    /// What apt 2.6.2's RFC1123StrToTime made of each.
    static let asApt: [(String, Int64?)] = [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sun, 6 Nov 1994 8:49:37 UTC", 784_111_777),
        ("Sun, 06 Nov 1994 08:49:37 Z", 784_111_777),
        ("Sun, 06 Nov 1994 08:49:37 +0000", 784_111_777),
        ("Sun, 06 Nov 1994 08:49:37 -0000", 784_111_777),
        ("Sun, 06 Nov 1994 08:49:37 +00", 784_111_777),
        ("Sun, 06 Nov 1994 08:49:37 0000", 784_111_777),
        ("Sun, 06 Nov 1994 08:49:37 +0100", nil),
        ("Sun, 06 Nov 1994 08:49:37 +00:00", nil),
        ("Sun, 06 Nov 1994 08:49:37 GMT+0", nil),
        ("Sun, 06 Nov 1994 08:49:37 EST", nil),
        ("Sun, 06 Nov 1994 08:49:37 gmt", nil),
        ("Sun, 06 Nov 1994 08:49:37GMT", nil),
        ("Sun, 06 Nov 1994 08:49:37", nil),
        ("Sun, 06 Nov 1994 08:49:37 GMT x", nil),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sunda, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sunday, 06-Nov-1994 08:49:37 GMT", 60_742_342_177),
        ("Sunday, 06-Nov-26 08:49:37 GMT", -1_361_805_023),
        ("Sunday 06-Nov-94 08:49:37 GMT", nil),
        ("Sunday, 06-Nov-94 08:49:37", nil),
        ("Sunday, 06-Nov 08:49:37 GMT", nil),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Sun Nov 6 08:49:37 UTC 1994", nil),
        ("Sun Nov 6 08:49:37 1994 GMT", nil),
        ("sun, 06 nov 1994 08:49:37 GMT", 784_111_777),
        ("SUN, 06 NOV 1994 08:49:37 GMT", 784_111_777),
        ("Sun, 06 November 1994 08:49:37 GMT", 784_111_777),
        ("Mon, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Son, 06 Nov 1994 08:49:37 GMT", nil),
        ("Sunx 06 Nov 1994 08:49:37 GMT", nil),
        ("Sun, 31 Feb 1994 08:49:37 GMT", 762_684_577),
        ("Sun, 32 Nov 1994 08:49:37 GMT", nil),
        ("Sun, 00 Nov 1994 08:49:37 GMT", nil),
        ("Sun, +6 Nov 1994 08:49:37 UTC", 784_111_777),
        ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
        ("Sun, 06 Nov 1994 08:60:00 GMT", nil),
        ("Sun, 06 Nov 1994 08:49:60 GMT", 784_111_800),
        ("Sun, 06 Nov 1994 08:49:61 GMT", 784_111_801),
        ("Sun, 06 Nov 1994 08:49:62 GMT", nil),
        ("Sun, 06 Nov 1994 08:49 GMT", nil),
        ("Sun, 06 Nov 1994 8:9:7 GMT", 784_109_347),
        ("Sun, 06 Nov 1994 008:49:37 UTC", nil),
        ("Sun, 06 Nov 1994 08:49:+7 UTC", nil),
        ("Sun, 06 Nov 1994 08:49:37.5 UTC", 784_111_777),
        ("Sun, 06 Nov 94 08:49:37 GMT", -59_174_032_223),
        ("Sun, 06 Nov 0 08:49:37 GMT", -62_140_403_423),
        ("Sun, 06 Nov 9999 08:49:37 GMT", 253_397_494_177),
        ("Sun, 06 Nov 99999 08:49:37 GMT", nil),
        ("Sun, 06 Nov -1 08:49:37 GMT", nil),
        ("Tue, 19 Jan 2038 03:14:08 UTC", 2_147_483_648),
        (" Sun,  06  Nov\t1994 08:49:37 UTC", 784_111_777),
        ("Sun,", nil), ("Sun", nil), ("", nil),
    ]

    @Test("is read as apt reads it", arguments: asApt)
    func reading(text: String, seconds: Int64?) {
        #expect(Instant(releaseDate: text)?.secondsSinceEpoch == seconds)
    }

    @Test("is not read where the month is unknown, which apt takes for January")
    func unknownMonth() {
        #expect(Instant(releaseDate: "Sun, 06 Foo 1994 08:49:37 GMT") == nil)
        #expect(Instant(releaseDate: "Sunday, 06-Foo-94 08:49:37 GMT") == nil)
    }

    @Test("comes back as it was written", arguments: [0, 951_782_400, 1_795_321_053])
    func roundTrip(seconds: Int64) {
        let instant = Instant(secondsSinceEpoch: seconds)
        #expect(Instant(releaseDate: instant.releaseDate) == instant)
        #expect(Instant(releaseDate: instant.rfc2822) == instant)
    }
}
