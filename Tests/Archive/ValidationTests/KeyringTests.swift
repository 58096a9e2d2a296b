import Posix
import TestSupport
import Testing
import Timekeeping

@testable import Validation

@Suite("A keyring")
struct KeyringTests {
    @Test("tells its keys, their fingerprints, owners and ends", arguments: [SigningKeys.Name.archive, .expired])
    func keys(_ name: SigningKeys.Name) throws {
        let shared = try SigningKeys.shared.get()
        for path in [shared.keyring(name), shared.armoredKeyring(name)] {
            let keys = try publicKeys(inKeyring: path)
            #expect(keys.map(\.fingerprint) == [try shared.fingerprint(name)])
            #expect(keys.first?.userID == "\(name) <\(name)@example.org>")
            let end = keys.first?.expires
            if name == .archive { #expect(end == nil) } else { #expect(end?.iso8601.hasPrefix("2020-06-01") == true) }
            #expect(keys.first?.expires(within: 30, of: SampleArchive.now) == (name == .expired))
        }
    }

    @Test("may hold several armored blocks behind each other")
    func severalBlocks() throws {
        let shared = try SigningKeys.shared.get()
        let directory = try TemporaryDirectory()
        let blocks = try SigningKeys.Name.allCases.map { try readFile(shared.armoredKeyring($0), limit: 1 << 16) }
        try put(Array(blocks.joined()), "\(directory.path)/all.asc")
        #expect(try publicKeys(inKeyring: "\(directory.path)/all.asc").count == blocks.count)
    }

    static let defects: [(content: String, defect: KeyringDefect)] = [
        ("", .empty), (" \n", .empty), ("Origin: Sample\n", .noPacket),
        ("12345678KBXf more of a keybox", .keybox),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n", .armorMalformed),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nA*AA\n-----END PGP PUBLIC KEY BLOCK-----\n", .armorMalformed),
    ]

    @Test("that is none is refused with the reason", arguments: defects)
    func defect(_ content: String, _ defect: KeyringDefect) {
        #expect(throws: defect) { try keyringPackets(Array(content.utf8)) }
    }

    @Test("whose packets are cut anywhere is read without a trap")
    func cut() throws {
        let bytes = try readFile(try SigningKeys.shared.get().keyring(.archive), limit: 1 << 16)
        for count in bytes.indices { _ = OpenPGPPacket.all(in: Array(bytes[..<count])).map { KeySignature($0.body) } }
    }

    @Test("without which a signed archive cannot be judged is an error of the configuration")
    func none() throws {
        let trial = try Trial()
        let error = #expect(throws: ValidationError.self) { try trial.report { $0.keyrings = [] } }
        #expect(error == .noKeyring)
        #expect(throws: ValidationError.self) { try trial.report { $0.keyrings = ["/nonexistent"] } }
        #expect(throws: ValidationError.self) { try trial.report { $0.gpgv = "/nonexistent" } }
    }
}
