import Posix
import TestSupport
import Testing

@Suite("A mirror in a registry")
struct RegistryTokenTests {
    @Test("shows the token in its trace that it was given, and only then", arguments: ["mw-4f2a", nil])
    func token(token: String?) throws {
        let scenario = try Scenario(fields: token.map { [("Registry-Token", $0)] } ?? [])
        #expect(try scenario.mirrorward.sync().status == 0)
        let bytes = try readFile("\(scenario.mirrorward.published)/project/trace/mirror.example.org", limit: 1 << 16)
        let fields = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
            $0.hasPrefix("Mirrorward-Proof")
        }
        #expect(fields == (token.map { ["Mirrorward-Proof: \($0)"] } ?? []))
    }
}
