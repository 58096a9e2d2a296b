import MirrorRegistry

/// Says of a single address whether it may be contacted.
struct AddressJudge: Sendable {
    let allowance: AddressAllowance
    let ownAddresses: Set<IPAddress>

    init(_ settings: HTTPSettings) {
        allowance = settings.allowance
        ownAddresses = Set(settings.ownAddresses ?? machineAddresses())
    }

    /// nil: it may.
    func fault(_ address: IPAddress, of host: String) -> HTTPFault? {
        if let refusal = address.refusal(allowance) {
            return .refusedAddress(host: host, address: address.text, refusal)
        }
        if ownAddresses.contains(address), !allowance.networks.contains(where: { $0.contains(address) }) {
            return .ownAddress(host: host, address: address.text)
        }
        return nil
    }
}
