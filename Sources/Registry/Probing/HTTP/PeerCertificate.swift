package import Timekeeping

/// The certificate that a server showed, whether it is valid or not.
package struct PeerCertificate: Sendable, Hashable {
    package var notBefore: Instant?
    package var expires: Instant?
    /// SHA-256 of its public key (SubjectPublicKeyInfo), in hexadecimal.
    package var publicKeyDigest: String
    /// As `CN = mirror.example.org`; it may hold anything.
    package var subject: String
    package var issuer: String
    /// The names that it is for, as `DNS:mirror.example.org`; at most 100.
    package var names: [String]
}

/// Why a TLS connection is not trusted or did not come about.
package struct TLSFailure: Error, Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case expired
        case notYetValid = "not-yet-valid"
        case selfSigned = "self-signed"
        /// Signed by no authority that is known; often the certificate between is not sent.
        case unknownAuthority = "unknown-authority"
        case otherName = "other-name"
        /// Any other reason why the certificate is not trusted.
        case untrusted
        /// No certificate was judged: no common protocol, an alert, no TLS at all.
        case handshake
    }

    package var kind: Kind
    /// In the words of OpenSSL or libcurl.
    package var reason: String

    package init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}
