/// What tells one machine from another, of one mirror.
package struct ServerTraits: Sendable, Hashable {
    /// The number of its listing.
    package var listing: Int64
    package var addresses: Set<String>
    package var certificateKey: String?
    package var traceHost: String?
    package var answerDigest: String?

    package init(
        listing: Int64, addresses: Set<String> = [], certificateKey: String? = nil, traceHost: String? = nil,
        answerDigest: String? = nil
    ) {
        self.listing = listing
        self.addresses = addresses
        self.certificateKey = certificateKey
        self.traceHost = traceHost
        self.answerDigest = answerDigest
    }

    package init(listing: Int64, facts: CheckFacts) {
        self.init(
            listing: listing, addresses: Set(facts.hostAddresses), certificateKey: facts.certificateKey,
            traceHost: facts.traceHost, answerDigest: facts.answerDigest)
    }
}

/// What several mirrors have in common.
package enum SharedTrait: Sendable, Hashable {
    /// Strong: every address of the one is one of the other.
    case allAddresses([String])
    /// Strong: the key of the certificate and the host that the trace names.
    case certificateAndTraceHost(key: String, host: String)
    /// Weak: a host behind a proxy or a network for content shares its addresses with strangers.
    case address(String)
    /// Weak: a certificate for many names may lie on several machines.
    case certificateKey(String)
    /// Weak: it is the mirror's own word.
    case traceHost(String)
    /// Weak: equal programs with equal settings answer alike.
    case answers(String)

    /// Whether it alone says that one machine answers.
    package var isStrong: Bool {
        switch self {
        case .allAddresses, .certificateAndTraceHost: true
        case .address, .certificateKey, .traceHost, .answers: false
        }
    }

    /// As part of a sentence: `the address 192.0.2.1`. It may quote the mirrors.
    package var text: String {
        switch self {
        case .allAddresses(let list):
            "\(list.count == 1 ? "the only address" : "all addresses"), "
                + list.prefix(4).joined(separator: ", ") + (list.count > 4 ? " and \(list.count - 4) more" : "")
        case .certificateAndTraceHost(let key, let host):
            "the certificate's key \(key.prefix(16)) and the trace's host \(host)"
        case .address(let address): "the address \(address)"
        case .certificateKey(let key): "the certificate's key \(key.prefix(16))"
        case .traceHost(let host): "the trace's host \(host)"
        case .answers: "answers that are the same in all particulars"
        }
    }
}

/// Mirrors that seem to be one machine.
package struct SameServerGroup: Sendable, Hashable {
    /// The numbers of their listings, sorted; at least two.
    package var listings: [Int64]
    /// What at least two of them share: the strong ones first.
    package var traits: [SharedTrait]
    /// One machine, by what cannot well be shared by two; else a person is to look.
    package var isStrong: Bool

    package init(listings: [Int64], traits: [SharedTrait], isStrong: Bool) {
        self.listings = listings
        self.traits = traits
        self.isStrong = isStrong
    }
}
