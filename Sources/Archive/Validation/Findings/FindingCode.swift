/// What kind of fact a finding states. The raw values are stable: waivers, logs and other programs name them.
package enum FindingCode: String, Sendable, Hashable, CaseIterable {
    // The archive as a whole.
    case noSuite = "no-suite"
    case suiteGone = "suite-gone"
    case nestedArchiveNotValidated = "nested-archive-not-validated"
    case flatBaseChosen = "flat-base-chosen"
    case suiteLinkBroken = "suite-link-broken"
    case tooManySuites = "too-many-suites"

    // Signatures.
    case clearsignMalformed = "clearsign-malformed"
    case signatureBad = "signature-bad"
    case signatureKeyMissing = "signature-key-missing"
    case signatureKeyExpired = "signature-key-expired"
    case signatureExpired = "signature-expired"
    case signatureKeyRevoked = "signature-key-revoked"
    case signatureWeak = "signature-weak"
    case signatureUnreadable = "signature-unreadable"
    case unsigned = "unsigned"
    case unsignedAllowed = "unsigned-allowed"
    case detachedSignatureBad = "detached-signature-bad"
    case releaseUnlikeInRelease = "release-unlike-inrelease"
    case signersChanged = "signers-changed"
    case keyExpiresSoon = "key-expires-soon"
    case sequoiaRefuses = "sequoia-refuses"

    // Release.
    case releaseUnreadable = "release-unreadable"
    case releaseMalformed = "release-malformed"
    case releaseHashesWeak = "release-hashes-weak"
    case releaseNameConflict = "release-name-conflict"
    case releaseFlagMalformed = "release-flag-malformed"
    case releaseEntryUnsafe = "release-entry-unsafe"
    case releaseEntryConflict = "release-entry-conflict"
    case dateMissing = "date-missing"
    case dateInFuture = "date-in-future"
    case dateBackwards = "date-backwards"
    case dateSameTextOther = "date-same-text-other"
    case validUntilMalformed = "valid-until-malformed"
    case releaseExpired = "release-expired"
    case releaseExpiresSoon = "release-expires-soon"
    case releaseFieldChanged = "release-field-changed"
    case partGone = "part-gone"
    case packagesFell = "packages-fell"

    // Indexes.
    case notCarried = "not-carried"
    case carriedNoMore = "carried-no-more"
    case notMirrored = "not-mirrored"
    case selectedNotCarried = "selected-not-carried"
    case indexMissing = "index-missing"
    case optionalIndexMissing = "optional-index-missing"
    case indexFormMissing = "index-form-missing"
    case indexInvisible = "index-invisible"
    case indexSizeWrong = "index-size-wrong"
    case indexHashWrong = "index-hash-wrong"
    case indexUnpackedWrong = "index-unpacked-wrong"
    case indexCorrupt = "index-corrupt"
    case indexNotJudged = "index-not-judged"
    case indexMalformed = "index-malformed"
    case indexNotAFile = "index-not-a-file"
    case byHashMissing = "by-hash-missing"
    case byHashWrong = "by-hash-wrong"
    case indexUnlisted = "index-unlisted"
    case optionalIndexMalformed = "optional-index-malformed"
    case pdiffUnusable = "pdiff-unusable"
    case pdiffPatchMissing = "pdiff-patch-missing"
    case pdiffPatchWrong = "pdiff-patch-wrong"
    case installerFileMissing = "installer-file-missing"
    case installerFileWrong = "installer-file-wrong"

    // Packages, Sources and what they name.
    case packageIncomplete = "package-incomplete"
    case packageHashesWeak = "package-hashes-weak"
    case packagePathUnsafe = "package-path-unsafe"
    case packagePathAbsolute = "package-path-absolute"
    case packagePathUnquoted = "package-path-unquoted"
    case packagePathNotNormal = "package-path-not-normal"
    case packageDigestMalformed = "package-digest-malformed"
    case packageArchitectureOther = "package-architecture-other"
    case packageNameOdd = "package-name-odd"
    case packageDisagrees = "package-disagrees"
    case poolFileWantedTwice = "pool-file-wanted-twice"
    case poolFileMissing = "pool-file-missing"
    case poolFileLackedUpstream = "pool-file-lacked-upstream"
    case poolFileSizeWrong = "pool-file-size-wrong"
    case poolFileHashWrong = "pool-file-hash-wrong"
    case poolFileNotAFile = "pool-file-not-a-file"
    case poolFileUnreferenced = "pool-file-unreferenced"

    // Anything in the tree.
    case fileUnreadable = "file-unreadable"
    case fileNotWorldReadable = "file-not-world-readable"
    case fileChangedWhileRead = "file-changed-while-read"
    case linkUnsafe = "link-unsafe"
    case linkDangling = "link-dangling"
    case specialFile = "special-file"
    case nameNotUTF8 = "name-not-utf8"
    case nestedTooDeep = "nested-too-deep"
    case skippedByRsync = "skipped-by-rsync"

    // Waivers.
    case waiverExpired = "waiver-expired"
    case waiverUnneeded = "waiver-unneeded"
}

extension FindingCode {
    /// Whether neither a waiver nor an equal live suite makes this harmless: unsafe paths, signatures that no trusted key
    /// made, bytes that are there and differ from their digest.
    package var alwaysBlocks: Bool {
        switch self {
        case .releaseEntryUnsafe, .packagePathUnsafe, .linkUnsafe, .specialFile, .skippedByRsync: true
        case .tooManySuites: true
        case .clearsignMalformed, .signatureBad, .signatureKeyMissing, .signatureUnreadable, .unsigned: true
        case .indexSizeWrong, .indexHashWrong, .indexUnpackedWrong, .indexCorrupt, .byHashWrong: true
        case .poolFileHashWrong, .poolFileSizeWrong, .poolFileNotAFile: true
        default: false
        }
    }

    /// Whether a waiver can make it harmless. A step back is accepted once by itself, with `mirrorward accept`; an emptied archive
    /// never passes; and a Release that cannot be read, or that a revoked key signed, tells nothing of what would be published.
    package var canBeWaived: Bool {
        let unread: [FindingCode] = [.releaseMalformed, .releaseUnreadable, .signatureKeyRevoked]
        return !alwaysBlocks && !unread.contains(self) && ![.dateBackwards, .noSuite].contains(self)
    }

    /// Whether an upstream makes this while it is being updated, so that a follow-up pass minutes later may mend it.
    package var suggestsFollowUpPass: Bool {
        switch self {
        case .indexMissing, .indexSizeWrong, .indexHashWrong, .indexUnpackedWrong, .indexCorrupt, .byHashWrong: true
        case .poolFileMissing, .poolFileSizeWrong, .poolFileHashWrong, .poolFileWantedTwice: true
        case .signatureBad, .clearsignMalformed, .suiteLinkBroken: true
        default: false
        }
    }
}
