extension FindingCode {
    /// What it means, what clients see of it, and what to do.
    package struct Text: Sendable, Hashable {
        package let meaning: String
        package let hint: String
    }

    package var meaning: String { text.meaning }
    package var hint: String { text.hint }

    private var text: Text {
        switch self {
        case .noSuite, .suiteGone, .flatArchiveNotValidated, .suiteLinkBroken: archiveText
        case .clearsignMalformed, .signatureBad, .signatureKeyMissing, .signatureKeyExpired, .signatureExpired:
            signatureText
        case .signatureKeyRevoked, .signatureWeak, .signatureUnreadable, .unsigned, .unsignedAllowed: signatureText
        case .detachedSignatureBad, .releaseUnlikeInRelease, .signersChanged: signatureText
        case .releaseUnreadable, .releaseMalformed, .releaseHashesWeak, .releaseNameConflict: releaseText
        case .releaseEntryUnsafe, .releaseEntryConflict, .dateMissing, .dateInFuture, .dateBackwards: releaseText
        case .dateSameTextOther, .validUntilMalformed, .releaseExpired, .releaseExpiresSoon: releaseText
        case .releaseFieldChanged, .releaseFlagMalformed: releaseText
        case .notCarried, .carriedNoMore, .indexMissing, .optionalIndexMissing, .indexFormMissing: indexText
        case .indexInvisible, .indexSizeWrong, .indexHashWrong, .indexUnpackedWrong, .indexCorrupt: indexText
        case .indexMalformed, .indexNotAFile, .indexNotJudged, .byHashMissing, .byHashWrong: indexText
        case .packageIncomplete, .packageHashesWeak, .packagePathUnsafe, .poolFileWantedTwice: poolText
        case .poolFileMissing, .poolFileLackedUpstream, .poolFileSizeWrong, .poolFileHashWrong: poolText
        case .packagePathAbsolute, .packagePathUnquoted, .packagePathNotNormal, .packageDigestMalformed: poolText
        case .poolFileNotAFile, .packageArchitectureOther: poolText
        case .fileUnreadable, .fileNotWorldReadable, .fileChangedWhileRead, .linkUnsafe, .linkDangling: treeText
        case .specialFile, .nameNotUTF8, .nestedTooDeep, .skippedByRsync: treeText
        }
    }

    private static let waitForUpstream =
        "the upstream is probably being updated: the next sync fetches it; if it stays, tell the upstream"

    private var archiveText: Text {
        switch self {
        case .noSuite:
            Text(
                meaning: "the tree holds no suite: no InRelease and no Release with hashes anywhere below dists/",
                hint: "look whether the upstream is the right one and not empty; what is served stays as it was")
        case .suiteGone:
            Text(
                meaning: "live serves a suite that the new tree lacks; clients that use it would get 404",
                hint: "if the upstream removed it on purpose, waive this; if not, tell the upstream")
        case .flatArchiveNotValidated:
            Text(
                meaning: "a Release file outside of dists/: a flat archive, which is not validated yet",
                hint: "clients of that directory get it unchecked")
        default:
            Text(
                meaning: "a symlink below dists/ leads nowhere; clients that use that name get 404",
                hint: Self.waitForUpstream)
        }
    }

    private var signatureText: Text {
        switch self {
        case .clearsignMalformed:
            Text(
                meaning:
                    "InRelease is no clear-signed message as apt reads it: text beside the signed part, or a broken frame",
                hint: Self.waitForUpstream)
        case .signatureBad:
            Text(
                meaning:
                    "a signature does not belong to this text: it was altered after signing, or only half replaced",
                hint: Self.waitForUpstream)
        case .signatureKeyMissing:
            Text(
                meaning: "none of the signatures was made by a key of the keyring",
                hint:
                    "if the upstream announced a new key, add it to the keyring of Signed-By; else trust nothing of this"
            )
        case .signatureKeyExpired:
            Text(
                meaning: "the signing key has expired, as far as the keyring knows",
                hint: "fetch the keyring anew, for its owner may have prolonged it; an ended suite belongs in Archived")
        case .signatureExpired:
            Text(
                meaning: "the signature itself has expired",
                hint: "tell the upstream; an ended suite belongs in Archived")
        case .signatureKeyRevoked:
            Text(
                meaning: "the owner has revoked the signing key", hint: "fetch the keyring anew and find out why it was"
            )
        case .signatureWeak:
            Text(
                meaning: "the signature is over an MD5, SHA-1 or RIPEMD-160 digest, which apt does not trust",
                hint: "tell the upstream to sign with SHA-256 or SHA-512")
        case .signatureUnreadable:
            Text(meaning: "gpgv can make nothing of the signature", hint: Self.waitForUpstream)
        case .unsigned:
            Text(
                meaning: "a Release file without any signature; apt refuses such a suite unless told to trust it",
                hint: "if the archive is unsigned by intent, say Unsigned: yes")
        case .unsignedAllowed:
            Text(
                meaning: "a Release file without any signature, accepted because the configuration says so",
                hint: "nobody can tell whether what is served is what the upstream made")
        case .detachedSignatureBad:
            Text(
                meaning:
                    "Release.gpg does not verify Release, while InRelease is good; only clients that lack InRelease see it",
                hint: Self.waitForUpstream)
        case .releaseUnlikeInRelease:
            Text(
                meaning: "Release and the text of InRelease differ, so old clients see other data than new ones",
                hint: "tell the upstream to write both from one text")
        default:
            Text(
                meaning: "other keys than last time made the good signatures",
                hint: "see whether the upstream announced a change of keys")
        }
    }

    private var releaseText: Text {
        switch self {
        case .releaseUnreadable:
            Text(meaning: "the Release file cannot be read", hint: "see to the permissions and the disk")
        case .releaseMalformed:
            Text(meaning: "apt cannot read the Release file and refuses the whole suite", hint: Self.waitForUpstream)
        case .releaseHashesWeak:
            Text(
                meaning: "Release lists neither SHA256 nor SHA512; apt refuses MD5 and SHA1",
                hint: "tell the upstream; an ended suite belongs in Archived")
        case .releaseNameConflict:
            Text(
                meaning:
                    "neither Suite nor Codename is the name of the directory; apt warns of a conflicting distribution",
                hint: "tell the upstream")
        case .releaseEntryUnsafe:
            Text(
                meaning: "Release lists a path that leads out of its directory or cannot be a path",
                hint: "somebody is up to something: trust nothing of this, and tell the upstream")
        case .releaseEntryConflict:
            Text(
                meaning: "Release lists one name with two sizes or two digests of one kind",
                hint: "tell the upstream")
        case .releaseFlagMalformed:
            Text(
                meaning: "a field that is to say yes or no says neither; apt warns at each update and takes it for no",
                hint: "tell the upstream")
        case .dateMissing:
            Text(
                meaning: "Release has no Date that apt can read; nobody can tell old from new",
                hint: "tell the upstream")
        case .dateInFuture:
            Text(
                meaning: "Date lies more than 10 seconds in the future; apt refuses the suite until then",
                hint: "look at this machine's clock first, then at the upstream's")
        case .dateBackwards:
            Text(
                meaning:
                    "Date is earlier than what was last accepted: the upstream went back, or somebody replays an old state",
                hint: "if the upstream went back on purpose: mirrorward accept NAME SUITE --reason R")
        case .dateSameTextOther:
            Text(
                meaning: "Date is the same as last time and the text is another: two states under one date",
                hint: "several hosts behind the upstream's name may differ")
        case .validUntilMalformed:
            Text(meaning: "apt cannot read Valid-Until and refuses the suite", hint: "tell the upstream")
        case .releaseExpired:
            Text(
                meaning: "Valid-Until has passed; apt refuses the suite",
                hint: "the upstream no longer refreshes it: tell it; an ended suite belongs in Archived")
        case .releaseExpiresSoon:
            Text(
                meaning: "Valid-Until comes within 48 hours; after that apt refuses the suite",
                hint: "see that the upstream still refreshes it, and that the daily sync works")
        default:
            Text(
                meaning: "a field changed of which apt asks its user, or which changes what apt prefers",
                hint: "see whether the upstream announced it")
        }
    }

    private var indexText: Text {
        switch self {
        case .notCarried:
            Text(
                meaning: "Release lists it, and the upstream holds no index of it at all; clients that want it get 404",
                hint: "nothing, if nobody here needs it")
        case .carriedNoMore:
            Text(
                meaning:
                    "live serves it, or the configuration names it, and the upstream holds no index of it any more",
                hint: Self.waitForUpstream)
        case .indexMissing:
            Text(
                meaning: "none of the forms of an index is there; apt updates nothing of this suite",
                hint: Self.waitForUpstream)
        case .optionalIndexMissing:
            Text(
                meaning: "none of the forms of an index is there that few clients want; those cannot update",
                hint: Self.waitForUpstream)
        case .indexFormMissing:
            Text(
                meaning: "one compressed form of an index is not there; clients take another after a request in vain",
                hint: "nothing to do here")
        case .indexInvisible:
            Text(
                meaning:
                    "Release lists an index, but not its bare name with a strong hash: apt behaves as if there were none",
                hint: "tell the upstream")
        case .indexSizeWrong, .indexHashWrong:
            Text(
                meaning: "an index is not the one that Release lists; apt refuses the whole suite",
                hint: Self.waitForUpstream)
        case .indexUnpackedWrong:
            Text(
                meaning:
                    "an index, unpacked, is not what Release lists under its bare name; apt refuses the whole suite",
                hint: "tell the upstream")
        case .indexCorrupt:
            Text(meaning: "an index cannot be unpacked", hint: Self.waitForUpstream)
        case .indexNotJudged:
            Text(
                meaning: "an index is there only in a compression that is not read here; what it says is not known",
                hint: "tell the upstream to offer .xz or .gz too; clients without that compression fail as well")
        case .indexMalformed:
            Text(
                meaning: "an index is not what apt can read; some of this breaks the update of all suites at once",
                hint: "tell the upstream")
        case .indexNotAFile:
            Text(meaning: "there is something else than a file where an index should be", hint: "tell the upstream")
        case .byHashMissing:
            Text(
                meaning: "Release announces by-hash and this copy is not there; clients take the plain path",
                hint: "clients that update during a publication may fail; tell the upstream")
        default:
            Text(
                meaning: "a by-hash file has not the digest that is its name; apt does not try the plain path then",
                hint: Self.waitForUpstream)
        }
    }

    private var poolText: Text {
        switch self {
        case .packageIncomplete:
            Text(
                meaning: "a stanza lacks Filename, Size or another field that apt needs",
                hint: "tell the upstream")
        case .packageHashesWeak:
            Text(
                meaning: "a package has neither SHA256 nor SHA512; apt refuses to download it",
                hint: "tell the upstream; an ended suite belongs in Archived")
        case .packagePathUnsafe:
            Text(
                meaning: "an index names a path that leads out of the archive or cannot be a path",
                hint: "somebody is up to something: trust nothing of this, and tell the upstream")
        case .packagePathAbsolute:
            Text(
                meaning: "an index names a path that begins with a slash; apt takes it as relative to the archive",
                hint: "tell the upstream")
        case .packagePathUnquoted:
            Text(
                meaning: "an index names a path with ? or #, which apt does not quote: every web server answers 404",
                hint: "tell the upstream to name the file otherwise")
        case .packagePathNotNormal:
            Text(
                meaning:
                    "an index names a path with doubled slashes or a part that is a dot; it was taken without them",
                hint: "nothing to do here")
        case .packageDigestMalformed:
            Text(
                meaning:
                    "a hash is not lower-case hexadecimal of its length: apt compares letters, and no file matches",
                hint: "tell the upstream")
        case .packageArchitectureOther:
            Text(
                meaning: "an index holds a package of another architecture than its own; apt does not offer it",
                hint: "tell the upstream")
        case .poolFileWantedTwice:
            Text(
                meaning: "two indexes want different content under one path; one of them is wrong",
                hint: "the upstream replaced a file without a new version, or is being updated")
        case .poolFileMissing:
            Text(meaning: "an index names a file that is not there; apt gets 404", hint: Self.waitForUpstream)
        case .poolFileLackedUpstream:
            Text(
                meaning: "an index names a file that the upstream has lacked since an earlier day; apt gets 404",
                hint: "tell the upstream; nothing can be done here")
        case .poolFileSizeWrong:
            Text(meaning: "a file has not the size that its index states", hint: Self.waitForUpstream)
        case .poolFileHashWrong:
            Text(
                meaning: "a file has not the content that its index states",
                hint: "it is fetched again by the next sync; if it stays, tell the upstream")
        default:
            Text(
                meaning: "there is something else than a file where a package should be", hint: "tell the upstream")
        }
    }

    private var treeText: Text {
        switch self {
        case .fileUnreadable:
            Text(meaning: "a file cannot be read here", hint: "see to the permissions and the disk")
        case .fileNotWorldReadable:
            Text(
                meaning: "a file or directory is not readable for everyone; the web server answers 403",
                hint: "chmod it, or let rsync do so: --chmod=D755,F644")
        case .fileChangedWhileRead:
            Text(
                meaning: "a file was changed while it was read", hint: "see that nothing else writes into the tree")
        case .linkUnsafe:
            Text(
                meaning: "a symlink is absolute or leads out of the archive",
                hint: "what it shows would not be the archive's: tell the upstream to make it relative or remove it")
        case .linkDangling:
            Text(meaning: "a symlink leads nowhere", hint: "tell the upstream, if anyone needs it")
        case .specialFile:
            Text(meaning: "a device, a socket or a FIFO has no place in an archive", hint: "tell the upstream")
        case .nameNotUTF8:
            Text(meaning: "a name is not UTF-8; it is served but not compared", hint: "tell the upstream")
        case .nestedTooDeep:
            Text(
                meaning: "directories are nested deeper than any archive needs; what is below was not looked at",
                hint: "tell the upstream")
        default:
            Text(
                meaning: "rsync left this out because it is unsafe: a symlink out of the tree, a device",
                hint: "tell the upstream; nothing is published while it stands there")
        }
    }
}
