extension FindingCode.Facts {
    /// What is known of the codes for signatures.
    static let ofSignatures: [FindingCode: Self] = [
        .clearsignMalformed: .init(
            .error, of: .suites,
            meaning:
                "InRelease is no clear-signed message as apt reads it: text beside the signed part, or a broken frame",
            clientsSee: "`apt-get update` refuses the suite: the clear-signed file is not valid",
            hint: waitForUpstream),
        .signatureBad: .init(
            .error, of: .suites,
            meaning: "a signature does not belong to this text: it was altered after signing, or only half replaced",
            clientsSee: signatureRefused,
            hint: waitForUpstream),
        .signatureKeyMissing: .init(
            .error, of: .suites,
            meaning: "none of the signatures was made by a key of the keyring",
            clientsSee: signatureRefused,
            hint:
                "if the upstream announced a new key, add it to the keyring of Signed-By; else trust nothing of this"),
        .signatureKeyExpired: .init(
            .error, of: .suites,
            meaning: "the signing key has expired, as far as the keyring knows",
            clientsSee: signatureRefused,
            hint: "fetch the keyring anew, for its owner may have prolonged it; an ended suite belongs in Archived"),
        .signatureExpired: .init(
            .error, of: .suites,
            meaning: "the signature itself has expired",
            clientsSee: signatureRefused,
            hint: tellUpstreamOrArchive),
        .signatureKeyRevoked: .init(
            .error, of: .suites,
            meaning: "the owner has revoked the signing key",
            clientsSee: signatureRefused,
            hint: "fetch the keyring anew and find out why it was"),
        .signatureWeak: .init(
            .error, of: .suites,
            meaning: "the signature is over an MD5, SHA-1 or RIPEMD-160 digest, which apt does not trust",
            clientsSee: signatureRefused,
            hint: "tell the upstream to sign with SHA-256 or SHA-512"),
        .signatureUnreadable: .init(
            .error, of: .suites,
            meaning: "gpgv can make nothing of the signature",
            clientsSee: signatureRefused,
            hint: waitForUpstream),
        .unsigned: .init(
            .error, of: .suites,
            meaning: "a Release file without any signature; apt refuses such a suite unless told to trust it",
            clientsSee: "`apt-get update` refuses the suite as not signed, unless its source says `trusted=yes`",
            hint: "if the archive is unsigned by intent, say Unsigned: yes"),
        .unsignedAllowed: .init(
            .warning, of: .suites,
            meaning: "a Release file without any signature, accepted because the configuration says so",
            clientsSee: "`apt-get update` refuses the suite as not signed, unless its source says `trusted=yes`",
            hint: "nobody can tell whether what is served is what the upstream made"),
        .detachedSignatureBad: .init(
            .warning, of: .suites,
            meaning:
                "Release.gpg does not verify Release, while InRelease is good; only clients that lack InRelease see it",
            clientsSee:
                "nothing, but where a client cannot fetch InRelease: that one is refused, or sees other lists",
            hint: waitForUpstream),
        .releaseUnlikeInRelease: .init(
            .warning, of: .suites,
            meaning: "Release and the text of InRelease differ, so old clients see other data than new ones",
            clientsSee:
                "nothing, but where a client cannot fetch InRelease: that one is refused, or sees other lists",
            hint: "tell the upstream to write both from one text"),
        .signersChanged: .init(
            .warning, of: .suites,
            meaning: "other keys than last time made the good signatures",
            clientsSee: nothing,
            hint: "see whether the upstream announced a change of keys"),
        .keyExpiresSoon: .init(
            .warning, of: nil,
            meaning:
                "the keys that signed expire soon, as far as the keyring knows; apt refuses the suite after that",
            clientsSee: "nothing yet; `apt-get update` refuses the suite once the key has ended",
            hint: "fetch the archive's new keyring before that day"),
        .sequoiaRefuses: .init(
            .warning, of: nil,
            meaning: "sqv, with which apt 3 verifies (Debian 13, Ubuntu 25.04 and later), refuses what gpgv accepts",
            clientsSee: "nothing with apt 2; apt 3 (Debian 13) refuses the suite",
            hint: "tell the upstream to sign anew, with a current key and SHA-512"),
    ]
}
