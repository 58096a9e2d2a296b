import MirrorRegistry

/// The addresses of the hosts of one session: looked up once, and judged all together.
final class HostBook {
    let judge: AddressJudge
    private let resolver: HTTPSettings.Resolver
    /// Nobody serves one archive from more; the largest networks name some dozen.
    private static let addressLimit = 64
    private var known: [String: Result<[IPAddress], HTTPFault>] = [:]

    init(_ settings: HTTPSettings) {
        judge = AddressJudge(settings)
        resolver = settings.resolver
    }

    /// All addresses of `host`. One that may not be contacted refuses them all: which one is taken would be up to the host.
    func addresses(of host: String, seconds: Double) -> Result<[IPAddress], HTTPFault> {
        if let result = known[host] { return result }
        let found = IPAddress(host).map { .success([$0]) } ?? resolver(host, seconds)
        let result = judged(found, host)
        known[host] = result
        return result
    }

    private func judged(
        _ found: Result<[IPAddress], ResolutionFailure>, _ host: String
    ) -> Result<[IPAddress], HTTPFault> {
        switch found {
        case .failure(let failure): return .failure(.resolution(host: host, failure))
        case .success(let addresses):
            guard !addresses.isEmpty else { return .failure(.resolution(host: host, .notFound)) }
            guard addresses.count <= Self.addressLimit else {
                return .failure(.resolution(host: host, .tooManyAddresses(count: addresses.count)))
            }
            for address in addresses {
                if let fault = judge.fault(address, of: host) { return .failure(fault) }
            }
            return .success(addresses)
        }
    }
}
