extension FindingCode.Facts {
    /// What is known of the codes for the files that indexes name.
    static let ofPool: [FindingCode: Self] = [
        .poolFileWantedTwice: .init(
            .error, of: .poolFiles,
            meaning: "two indexes want different content under one path; one of them is wrong",
            clientsSee:
                "the package is offered, and its download fails with a hash sum mismatch for users of one of the"
                + " indexes",
            hint: "the upstream replaced a file without a new version, or is being updated"),
        .poolFileMissing: .init(
            .error, of: .poolFiles,
            meaning: "an index names a file that is not there; apt gets 404",
            clientsSee: downloadNotFound,
            hint: waitForUpstream),
        .poolFileLackedUpstream: .init(
            .warning, of: .poolFiles,
            meaning: "an index names a file that the upstream has lacked since an earlier day; apt gets 404",
            clientsSee: downloadNotFound,
            hint: "tell the upstream; nothing can be done here"),
        .poolFileSizeWrong: .init(
            .error, of: .poolFiles,
            meaning: "a file has not the size that its index states",
            clientsSee: "the package is offered, and its download fails: unexpected size, or a hash sum mismatch",
            hint: waitForUpstream),
        .poolFileHashWrong: .init(
            .error, of: .poolFiles,
            meaning: "a file has not the content that its index states",
            clientsSee: "the package is offered, and its download fails: unexpected size, or a hash sum mismatch",
            hint: "a sync or `mirrorward scrub` that meets it has it fetched again; if it stays, tell the upstream"),
        .poolFileNotAFile: .init(
            .error, of: .poolFiles,
            meaning: "there is something else than a file where a package should be",
            clientsSee: downloadNotFound,
            hint: tellUpstream),
        .poolFileUnreferenced: .init(
            .note, of: nil,
            meaning: "a package that no index names: an old version, or what the upstream keeps for others",
            clientsSee: nothing,
            hint: "nothing to do here: what the upstream holds is mirrored"),
    ]
}
