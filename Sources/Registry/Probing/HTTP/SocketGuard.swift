import MirrorRegistry

/// Judges an address once more, in the moment in which libcurl opens the socket to it: nothing is contacted that this refuses.
struct SocketGuard {
    let host: String
    let judge: AddressJudge
    /// Those that were judged when the host was looked up, of the family that is wanted.
    let addresses: [IPAddress]
    /// Why a socket was refused.
    private(set) var fault: HTTPFault?

    init(host: String, judge: AddressJudge, addresses: [IPAddress]) {
        self.host = host
        self.judge = judge
        self.addresses = addresses
    }

    /// nil stands for a socket of another family than IP.
    mutating func allows(_ address: IPAddress?) -> Bool {
        guard let address else {
            fault = .system(reason: "a socket that is not of the internet protocol")
            return false
        }
        if let refused = judge.fault(address, of: host) {
            fault = refused
            return false
        }
        guard addresses.contains(address) else {
            fault = .changedAddress(host: host, address: address.text)
            return false
        }
        return true
    }
}
