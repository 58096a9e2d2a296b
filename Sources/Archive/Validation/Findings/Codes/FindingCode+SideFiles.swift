extension FindingCode.Facts {
    /// What is known of the codes for files beside the indexes of packages.
    static let ofSideFiles: [FindingCode: Self] = [
        .optionalIndexMalformed: .init(
            .warning, of: .indexes,
            meaning: "a file beside the indexes of packages is nothing that its readers can read",
            clientsSee: "nothing for most; whoever reads it, as apt-file or a software centre, finds nothing in it",
            hint: "tell the upstream; apt itself does not mind"),
        .pdiffUnusable: .init(
            .warning, of: nil,
            meaning:
                "the patches of an index do not lead to what Release lists; apt fetches the whole index instead",
            clientsSee: wholeIndexFetched,
            hint: tellUpstreamIfItStays),
        .pdiffPatchMissing: .init(
            .warning, of: nil,
            meaning: "a patch of an index is not there; apt fetches the whole index instead",
            clientsSee: wholeIndexFetched,
            hint: tellUpstreamIfItStays),
        .pdiffPatchWrong: .init(
            .warning, of: nil,
            meaning: "a patch of an index is not the one that its Index lists; apt fetches the whole index instead",
            clientsSee: wholeIndexFetched,
            hint: tellUpstreamIfItStays),
        .installerFileMissing: .init(
            .warning, of: nil,
            meaning: "an image of the installer is not there, though its list names it; nobody can boot from it",
            clientsSee: "nothing; whoever boots the installer's images from here cannot verify or fetch them",
            hint: waitForUpstream),
        .installerFileWrong: .init(
            .warning, of: nil,
            meaning: "an image of the installer is not the one that its list names; who boots from it may fail",
            clientsSee: "nothing; whoever boots the installer's images from here cannot verify or fetch them",
            hint: waitForUpstream),
    ]
}
