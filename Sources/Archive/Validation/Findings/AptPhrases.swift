import Timekeeping

/// What apt prints; the texts are those of apt 3.1 (apt-pkg/acquire-item.cc, deb/debmetaindex.cc, methods/gpgv.cc).
enum AptPhrases {
    static let hashSumMismatch = "Hash Sum mismatch"
    static let notFound = "404  Not Found"
    static let insufficientHashes = "Insufficient information available to perform this download securely"

    static func unexpectedSize(found: Int64, expected: Int64) -> String {
        "File has unexpected size (\(found) != \(expected)). Mirror sync in progress?"
    }

    static func expired(_ release: String, since seconds: Int64) -> String {
        "Release file for \(release) is expired (invalid since \(duration(seconds))). "
            + "Updates for this repository will not be applied."
    }

    static func notValidYet(_ release: String, for seconds: Int64) -> String {
        "Release file for \(release) is not valid yet (invalid for another \(duration(seconds))). "
            + "Updates for this repository will not be applied."
    }

    static func keyMissing(_ keys: [String]) -> String {
        "The following signatures couldn't be verified because the public key is not available: "
            + keys.map { "NO_PUBKEY \($0)" }.joined(separator: " ")
    }

    static func invalidSignatures(_ list: [String]) -> String {
        "The following signatures were invalid: " + list.joined(separator: " ")
    }

    static func notSplit(_ reason: String) -> String {
        "Clearsigned file isn't valid, got '\(reason)' (does the network require authentication?)"
    }

    static func noRelease(_ suite: String) -> String {
        "The repository '\(suite) Release' does not have a Release file."
    }

    static func notSigned(_ release: String) -> String { "The repository '\(release)' is not signed." }

    static func weakRelease(_ release: String) -> String {
        "No Hash entry in Release file \(release) which is considered strong enough for security purposes"
    }

    static func targetNotProvided(_ target: String) -> String {
        "Skipping acquire of configured file '\(target)' as repository does not seem to provide it "
            + "(sources.list entry misspelt?)"
    }

    static func weakTarget(_ target: String) -> String {
        "Skipping acquire of configured file '\(target)' as repository provides only weak security information for it"
    }

    static func invalidField(_ field: String, in release: String) -> String {
        "Invalid '\(field)' entry in Release file \(release)"
    }

    /// Source: `debReleaseIndex::GetIndexTargets` and `pkgAcqMetaBase::QueueIndexes` (apt-pkg/acquire-item.cc).
    static func architectureNotSupported(_ architecture: String) -> String {
        "Skipping acquire of configured file 'main/binary-\(architecture)/Packages' as repository doesn't support "
            + "architecture '\(architecture)'"
    }

    static func componentNotProvided(_ component: String) -> String {
        "Skipping acquire of configured file '\(component)/binary-amd64/Packages' as repository doesn't have the "
            + "component '\(component)' (component misspelt in sources.list?)"
    }

    static func conflictingDistribution(_ release: String, expected: String, found: String) -> String {
        "Conflicting distribution: \(release) (expected \(expected) but got \(found))"
    }

    static func unknownFlag(_ value: String) -> String { "Unknown flag value: \(value)" }

    static func changed(_ field: String, of release: String, from old: String, to new: String) -> String {
        "Repository '\(release)' changed its '\(field)' value from '\(old)' to '\(new)'"
    }

    static func noSize(of file: String) -> String { "Repository is broken: \(file) has no Size information" }

    static let noPackageHeader = "Encountered a section with no Package: header"
    static let malformedDescriptionDigest =
        "Malformed Description-md5 line; doesn't have the required length"

    static func malformedRelation(_ package: String) -> String { "Problem parsing dependency of \(package)" }

    static func malformedProvides(_ package: String) -> String { "Problem parsing Provides line of \(package)" }

    /// As `TimeToStr` in apt-pkg/contrib/strutl.cc.
    static func duration(_ seconds: Int64) -> String {
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
        if days > 0 { return "\(days)d \(hours)h \(minutes)min \(seconds % 60)s" }
        if hours > 0 { return "\(hours)h \(minutes)min \(seconds % 60)s" }
        return minutes > 0 ? "\(minutes)min \(seconds % 60)s" : "\(seconds % 60)s"
    }
}
