import MirrorRegistry
import Probing
import Synchronization
import TestSupport

/// The bounds of a test: loopback networks that it names are allowed, at any port; names lead where it says.
func testBounds(
    allowing networks: [String] = ["127.0.0.1/32"], authorities: String? = nil,
    names: [String: [String]] = ["mirror.example.org": ["127.0.0.1"]]
) -> HTTPSettings {
    var settings = HTTPSettings(
        userAgent: "mirrorward/0 (+https://example.org/policy)",
        allowance: AddressAllowance(networks: networks.compactMap { IPNetwork($0) }, ports: [], allowsAnyPort: true),
        certificateAuthorities: authorities,
        resolver: { host, _ in
            let addresses = (names[host] ?? []).compactMap { IPAddress($0) }
            return addresses.isEmpty ? .failure(.notFound) : .success(addresses)
        })
    settings.requestSeconds = 10
    settings.connectSeconds = 5
    return settings
}

extension HTTPOutcome {
    var answer: HTTPAnswer? { if case .answered(let answer) = self { answer } else { nil } }
    var failure: HTTPFailure? { if case .failed(let failure) = self { failure } else { nil } }
    var fault: HTTPFault? { failure?.fault }
}

extension HostileServer {
    func url(_ path: String = "/", scheme: String = "http", host: String? = nil) -> String {
        "\(scheme)://\(host.map { "\($0):\(port)" } ?? authority)\(path)"
    }
}

/// What the threads of a server saw.
final class Heads: Sendable {
    private let seen = Mutex<[String]>([])
    var all: [String] { seen.withLock { $0 } }
    func add(_ head: String) { seen.withLock { $0.append(head) } }
}
