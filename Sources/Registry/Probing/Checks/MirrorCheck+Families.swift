import MirrorRegistry

extension MirrorCheck {
    /// Where the host has addresses of both families, each is asked alone: half of the clients come by the other one.
    func checkFamilies(_ visit: AddressVisit?) {
        guard let visit, let known = visit.known else { return }
        let hasIPv6 = facts.hostAddresses.contains { $0.contains(":") }
        let hasIPv4 = facts.hostAddresses.contains { !$0.contains(":") }
        guard hasIPv4, hasIPv6 else { return }
        let url = fileURL(visit.url, known.path)
        if facts.answersIPv4 == nil { facts.answersIPv4 = ask(url, .ipv4) }
        if facts.answersIPv6 == nil { facts.answersIPv6 = ask(url, .ipv6) }
        if facts.answersIPv4 == true, facts.answersIPv6 == true {
            add(
                .addressFamily, visit.url.host, .passed, "it answers over IPv4 and over IPv6",
                reproduction: Reproduction.family(url, 6))
        }
    }

    /// nil where that cannot be told from here.
    private func ask(_ url: String, _ family: AddressFamily) -> Bool? {
        let (name, number) = family == .ipv6 ? ("IPv6", 6) : ("IPv4", 4)
        switch fetch(url, for: name, method: .head, byteLimit: .max, family: family) {
        case .leftOut: return nil
        case .answered(let answer) where answer.status == 200: return true
        case .answered(let answer):
            add(
                .addressFamily, url, .warned, "another answer over \(name): status \(answer.status)", answer.origin,
                reproduction: Reproduction.family(url, number))
            return false
        case .failed(let failure):
            if case .unreachable(let reason) = failure.fault {
                add(
                    .addressFamily, url, .skipped, "this machine has no way to its \(name) address: \(reason)",
                    failure.origin, reproduction: Reproduction.family(url, number))
                return nil
            }
            add(
                .addressFamily, url, .warned, "it does not answer over \(name): \(failure.message)", failure.origin,
                reproduction: Reproduction.family(url, number))
            return false
        }
    }
}
