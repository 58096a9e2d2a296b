import ArchiveModel

/// Asks gpgv, and sqv where it is named, about the signatures of single Release files, as a sync does of a whole tree.
package struct ReleaseVerifier: Sendable {
    private let signatures: SignatureCheck

    /// - Parameters:
    ///   - keyrings: files with public keys, armored or binary; a signature by any of their keys is trusted.
    ///   - gpgv: the path of gpgv(1).
    ///   - sqv: the path of sqv(1), asked for its opinion; nil to ask gpgv alone.
    /// - Throws: `ValidationError` where a keyring cannot be read, and `.noKeyring` where none is named.
    package init(keyrings: [String], gpgv: String, sqv: String? = nil) throws(ValidationError) {
        if keyrings.isEmpty { throw .noKeyring }
        signatures = SignatureCheck(gpgv: gpgv, sqv: sqv, keyrings: try Keyrings(keyrings))
    }

    /// What `armor`, as ClearsignedMessage or Release.gpg holds it, is worth over `text`.
    ///
    /// - Throws: `ValidationError.gpgvFailed` where gpgv gives no answer.
    package func verdict(on armor: [UInt8], over text: [UInt8]) throws(ValidationError) -> SignatureVerdict {
        let status = try signatures.status(of: armor, over: text)
        guard status.isAccepted else { return SignatureVerdict(refused: status) }
        return .good(
            signers: Set(status.good.map(\.primaryFingerprint)).sorted(),
            sequoiaRefusal: signatures.sequoiaRefusal(of: armor, over: text))
    }
}

/// What the signatures of one Release file are worth.
package enum SignatureVerdict: Sendable, Hashable {
    /// Fingerprints of the keys of the keyrings that signed it, sorted, and why sqv(1) refuses them all the same.
    case good(signers: [String], sequoiaRefusal: String?)
    /// The text is not what was signed.
    case bad([String])
    /// None of the keys is in the keyrings: their identifiers.
    case foreign(keys: [String])
    /// By a key of the keyrings, and not worth a signature any more: expired, revoked, over a weak digest; gpgv's words.
    case worthless([String])
    /// gpgv finds no signature in it.
    case unreadable

    init(refused status: SignatureStatus) {
        let weak = status.weak.map { "weak digest, key \($0.primaryFingerprint)" }
        if !status.bad.isEmpty {
            self = .bad(status.bad)
        } else if !status.worthless.isEmpty || !weak.isEmpty {
            self = .worthless(status.worthless + weak)
        } else if !status.missingKeys.isEmpty {
            self = .foreign(keys: status.missingKeys)
        } else {
            self = .unreadable
        }
    }
}
