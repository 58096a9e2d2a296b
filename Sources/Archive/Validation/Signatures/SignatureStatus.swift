/// What gpgv's status lines say of the signatures of one file (GnuPG's doc/DETAILS), weighed as apt's gpgv method does.
///
/// The exit status of gpgv means nothing here: it is 2 for a good signature beside one of an unknown key, and 0 for one of an
/// expired key.
struct SignatureStatus: Sendable, Hashable {
    /// A signature that gpgv could check.
    struct Signature: Sendable, Hashable {
        /// Of the primary key, in upper-case hexadecimal.
        let primaryFingerprint: String
        /// The number of OpenPGP: 1 MD5, 2 SHA-1, 3 RIPEMD-160, 8 SHA-256, 10 SHA-512.
        let hashAlgorithm: Int

        var isWeak: Bool { (1...3).contains(hashAlgorithm) }
    }

    /// GOODSIG followed by VALIDSIG over a strong digest.
    private(set) var good: [Signature] = []
    private(set) var weak: [Signature] = []
    /// Intact signatures of keys that have expired since.
    private(set) var expiredKey: [Signature] = []
    /// Intact signatures that have expired themselves.
    private(set) var expired: [Signature] = []
    /// As apt prints them: the keyword, the key, its user id.
    private(set) var worthless: [String] = []
    private(set) var bad: [String] = []
    /// Identifiers of keys that the keyring lacks.
    private(set) var missingKeys: [String] = []
    private(set) var hasExpiredSignature = false
    private(set) var hasRevokedKey = false
    private(set) var isUnreadable = false
    /// Whether gpgv said anything at all.
    private(set) var hasLines = false
    private var last = ""

    var isAccepted: Bool { !good.isEmpty && bad.isEmpty }

    var isEmpty: Bool {
        good.isEmpty && weak.isEmpty && worthless.isEmpty && bad.isEmpty && missingKeys.isEmpty
    }

    init(statusOutput: [UInt8]) {
        for line in statusOutput.split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self)
            guard text.hasPrefix("[GNUPG:] ") else { continue }
            let words = text.dropFirst(9).split(separator: " ")
            guard let keyword = words.first else { continue }
            hasLines = true
            take(String(keyword), words.dropFirst().map(String.init))
        }
    }

    /// Takes what is said of signatures by these keys for what is said of missing keys.
    ///
    /// - Parameter isForeign: takes the fingerprint of a primary key.
    mutating func distrust(_ isForeign: (String) -> Bool) {
        let foreign = (good + weak + expiredKey + expired).map(\.primaryFingerprint).filter(isForeign)
        guard !foreign.isEmpty else { return }
        missingKeys += Set(foreign).sorted()
        good.removeAll { isForeign($0.primaryFingerprint) }
        weak.removeAll { isForeign($0.primaryFingerprint) }
        expiredKey.removeAll { isForeign($0.primaryFingerprint) }
        expired.removeAll { isForeign($0.primaryFingerprint) }
    }

    private mutating func take(_ keyword: String, _ words: [String]) {
        switch keyword {
        case "NEWSIG": last = ""
        case "GOODSIG": last = keyword
        case "EXPSIG", "EXPKEYSIG", "REVKEYSIG":
            last = keyword
            worthless.append(([keyword] + words).joined(separator: " "))
            hasExpiredSignature = hasExpiredSignature || keyword == "EXPSIG"
            hasRevokedKey = hasRevokedKey || keyword == "REVKEYSIG"
        case "BADSIG":
            last = keyword
            bad.append(([keyword] + words).joined(separator: " "))
        case "ERRSIG":
            last = keyword
            takeUncheckable(words)
        case "NODATA", "UNEXPECTED": isUnreadable = true
        case "VALIDSIG": takeValid(words)
        default: break
        }
    }

    /// ERRSIG <keyid> <pkalgo> <hashalgo> <class> <time> <rc> [<fingerprint>]: rc is 9 for a missing key.
    private mutating func takeUncheckable(_ words: [String]) {
        if words.count > 5, words[5] == "9" {
            missingKeys.append(words[0])
        } else {
            worthless.append((["ERRSIG"] + words).joined(separator: " "))
        }
    }

    /// VALIDSIG <fingerprint> <date> <time> <expires> <version> <reserved> <pkalgo> <hashalgo> <class> <primary fingerprint>.
    private mutating func takeValid(_ words: [String]) {
        guard words.count >= 10, let algorithm = Int(words[7]) else { return }
        let signature = Signature(primaryFingerprint: words[9], hashAlgorithm: algorithm)
        switch last {
        case "GOODSIG" where signature.isWeak: weak.append(signature)
        case "GOODSIG": good.append(signature)
        case "EXPKEYSIG": expiredKey.append(signature)
        case "EXPSIG": expired.append(signature)
        default: break
        }
        last = ""
    }
}
