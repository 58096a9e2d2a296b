/// What the signatures of a Release file are worth, as apt weighs them.
struct SignatureJudgement {
    let path: String
    let suite: String
    /// Whether the suite is archived: an expired key and a weak digest are then warnings.
    let isArchived: Bool
    let status: SignatureStatus

    /// Fingerprints of the keys whose signatures count, sorted; where none is as good as apt wants it, of those that are intact.
    var signers: [String] {
        let counted =
            isArchived || status.good.isEmpty
            ? status.good + status.expiredKey + status.expired + status.weak : status.good
        return Set(counted.map(\.primaryFingerprint)).sorted()
    }

    /// Whether a key of the keyring vouches for the text, be it expired: then it is read on, for its findings may be inherited or
    /// waived, and what is published is checked whole all the same.
    var isVouchedFor: Bool {
        status.isAccepted || (status.bad.isEmpty && !status.hasRevokedKey && !signers.isEmpty)
    }

    func findings() -> [Finding] {
        if !status.bad.isEmpty {
            return [finding(.error, .signatureBad, found: status.bad, apt: AptPhrases.invalidSignatures(status.bad))]
        }
        if status.isAccepted { return [] }
        if isArchived, !signers.isEmpty { return [reasons.first].compactMap { $0?.weighing(.warning) } }
        return [reasons.first ?? unreadable]
    }

    /// The reason that says most comes first.
    private var reasons: [Finding] {
        var result: [Finding] = []
        let invalid = AptPhrases.invalidSignatures(status.worthless)
        if status.hasRevokedKey {
            result.append(finding(.error, .signatureKeyRevoked, found: status.worthless, apt: invalid))
        }
        if !status.expiredKey.isEmpty {
            result.append(finding(.error, .signatureKeyExpired, found: status.worthless, apt: invalid))
        }
        if status.hasExpiredSignature {
            result.append(finding(.error, .signatureExpired, found: status.worthless, apt: invalid))
        }
        if !status.weak.isEmpty {
            let keys = status.weak.map(\.primaryFingerprint)
            result.append(finding(.error, .signatureWeak, found: keys, apt: AptPhrases.invalidSignatures(keys)))
        }
        if !status.missingKeys.isEmpty {
            let apt = AptPhrases.keyMissing(status.missingKeys)
            result.append(finding(.error, .signatureKeyMissing, found: status.missingKeys, apt: apt))
        }
        return result
    }

    private var unreadable: Finding {
        finding(.error, .signatureUnreadable, found: status.worthless, apt: AptPhrases.notSplit("NODATA"))
    }

    private func finding(_ severity: Severity, _ code: FindingCode, found: [String], apt: String) -> Finding {
        Finding(
            severity, code, path: path, suites: [suite], expected: "a good signature by a key of the keyring",
            found: found.isEmpty ? "no signature" : found.joined(separator: ", "), aptSays: apt)
    }
}

extension Finding {
    func weighing(_ severity: Severity) -> Finding {
        var copy = self
        copy.severity = severity
        return copy
    }
}
