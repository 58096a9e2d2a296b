package import MirrorRegistry

/// The addresses of one mirror that are to be checked, and what is known of it beforehand.
package struct ProbeWish: Sendable {
    /// At most one of each scheme.
    package var addresses: [MirrorURL]
    /// What its operator has to show; nil where no proof is asked for.
    package var proofToken: String?
    /// The name that its trace goes by, where that is not the host of its addresses.
    package var hostHint: String?
    /// Those that its listing states, as words of Release: indexes of others are not looked at, and one of these that is not there
    /// is a fault. Empty where nothing was stated.
    package var architectures: [String] = []

    package init(addresses: [MirrorURL], proofToken: String? = nil, hostHint: String? = nil) {
        self.addresses = addresses
        self.proofToken = proofToken
        self.hostHint = hostHint
    }
}
