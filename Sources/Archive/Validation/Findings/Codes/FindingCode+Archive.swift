extension FindingCode.Facts {
    /// What is known of the codes for the archive as a whole.
    static let ofArchive: [FindingCode: Self] = [
        .noSuite: .init(
            .error, of: nil,
            meaning:
                "the tree holds no suite: no InRelease and no Release with hashes below dists/, and no flat archive",
            clientsSee: noRelease,
            hint:
                "look whether the upstream is the right one and not empty, and whether Suites names what it has; what is served stays as it was"
        ),
        .suiteGone: .init(
            .error, of: nil,
            meaning: "live serves a suite that the new tree lacks; clients that use it would get 404",
            clientsSee: noRelease,
            hint: "if the upstream removed it on purpose, waive this; if not, tell the upstream"),
        .nestedArchiveNotValidated: .init(
            .warning, of: nil,
            meaning: "a dists/ deeper in the tree: another archive with suites of its own, which is not validated",
            clientsSee: nothing,
            hint:
                "clients of that archive get it unchecked; mirror it by itself, with the directory above as Upstream"),
        .flatBaseChosen: .init(
            .note, of: nil,
            meaning:
                "the paths in a flat archive's indexes are relative to a directory that the tree does not tell;"
                + " the one from which most of them are there was taken",
            clientsSee: nothing,
            hint: "a sources.list line has to begin at that directory, or clients do not find the packages"),
        .suiteLinkBroken: .init(
            .error, of: nil,
            meaning: "a symlink below dists/ leads nowhere; clients that use that name get 404",
            clientsSee: noRelease,
            hint: waitForUpstream),
        .tooManySuites: .init(
            .error, of: nil,
            meaning: "the tree holds more suites than any archive has; those beyond the limit were not looked at",
            clientsSee: nothing,
            hint: tellUpstream),
    ]
}
