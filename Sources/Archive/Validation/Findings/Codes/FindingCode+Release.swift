extension FindingCode.Facts {
    /// What is known of the codes for Release.
    static let ofRelease: [FindingCode: Self] = [
        .releaseUnreadable: .init(
            .error, of: .suites,
            meaning: "the Release file cannot be read",
            clientsSee: forbidden,
            hint: "see to the permissions and the disk"),
        .releaseMalformed: .init(
            .error, of: .suites,
            meaning: "apt cannot read the Release file and refuses the whole suite",
            clientsSee: suiteRefused,
            hint: waitForUpstream),
        .releaseHashesWeak: .init(
            .error, of: .suites,
            meaning: "Release lists neither SHA256 nor SHA512; apt refuses MD5 and SHA1",
            clientsSee: "`apt-get update` refuses what is listed with weak hashes alone",
            hint: tellUpstreamOrArchive),
        .releaseNameConflict: .init(
            .warning, of: .suites,
            meaning:
                "neither Suite nor Codename is the name of the directory; apt warns of a conflicting distribution",
            clientsSee: warning,
            hint: tellUpstream),
        .releaseFlagMalformed: .init(
            .warning, of: .suites,
            meaning: "a field that is to say yes or no says neither; apt warns at each update and takes it for no",
            clientsSee: warning,
            hint: tellUpstream),
        .releaseEntryUnsafe: .init(
            .error, of: .suites,
            meaning: "Release lists a path that leads out of its directory or cannot be a path",
            clientsSee:
                "nothing, or a hash sum mismatch: apt takes the first entry and asks for no path out of the suite",
            hint: "somebody is up to something: trust nothing of this, and tell the upstream"),
        .releaseEntryConflict: .init(
            .error, of: .suites,
            meaning: "Release lists one name with two sizes or two digests of one kind",
            clientsSee:
                "nothing, or a hash sum mismatch: apt takes the first entry and asks for no path out of the suite",
            hint: tellUpstream),
        .dateMissing: .init(
            .warning, of: .suites,
            meaning: "Release has no Date that apt can read; nobody can tell old from new",
            clientsSee: warning,
            hint: tellUpstream),
        .dateInFuture: .init(
            .error, of: .suites,
            meaning: "Date lies more than 10 seconds in the future; apt refuses the suite until then",
            clientsSee: suiteRefused,
            hint: "look at this machine's clock first, then at the upstream's"),
        .dateBackwards: .init(
            .error, of: .suites,
            meaning:
                "Date is earlier than what was last accepted: the upstream went back, or somebody replays an old state",
            clientsSee:
                "nothing: a client that has the later lists keeps them in silence, and a new one takes the old ones",
            hint: "if the upstream went back on purpose: mirrorward accept NAME SUITE --reason R"),
        .dateSameTextOther: .init(
            .warning, of: .suites,
            meaning: "Date is the same as last time and the text is another: two states under one date",
            clientsSee: nothing,
            hint: "several hosts behind the upstream's name may differ"),
        .validUntilMalformed: .init(
            .error, of: .suites,
            meaning: "apt cannot read Valid-Until and refuses the suite",
            clientsSee: suiteRefused,
            hint: tellUpstream),
        .releaseExpired: .init(
            .error, of: .suites,
            meaning: "Valid-Until has passed; apt refuses the suite",
            clientsSee: suiteRefused,
            hint: "the upstream no longer refreshes it: tell it; an ended suite belongs in Archived"),
        .releaseExpiresSoon: .init(
            .warning, of: .suites,
            meaning: "Valid-Until comes within 48 hours; after that apt refuses the suite",
            clientsSee: nothing,
            hint: "see that the upstream still refreshes it, and that the daily sync works"),
        .releaseFieldChanged: .init(
            .warning, of: .suites,
            meaning: "a field changed of which apt asks its user, or which changes what apt prefers",
            clientsSee:
                "`apt-get update` stops and asks whether the change is accepted, or other versions are preferred",
            hint: "see whether the upstream announced it"),
        .partGone: .init(
            .error, of: nil,
            meaning: "Release no longer lists an architecture or component that it listed when it was last accepted",
            clientsSee:
                "a notice at `apt-get update` for whoever uses that architecture or component; nothing for others",
            hint: "see whether the upstream announced it; clients that use it are told that it does not exist"),
        .packagesFell: .init(
            .error, of: nil,
            meaning:
                "the indexes of a suite hold far fewer packages than last time: a half-made archive looks like this",
            clientsSee: "packages that are gone cannot be installed; what is installed gets no updates",
            hint: "if the upstream removed them on purpose, waive this for a few days"),
    ]
}
