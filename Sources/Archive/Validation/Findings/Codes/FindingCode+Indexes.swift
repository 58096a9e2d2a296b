extension FindingCode.Facts {
    /// What is known of the codes for indexes.
    static let ofIndexes: [FindingCode: Self] = [
        .indexMissing: .init(
            .error, of: .indexes,
            meaning: "none of the forms of an index is there; apt updates nothing of this suite",
            clientsSee: updateFails,
            hint: waitForUpstream),
        .optionalIndexMissing: .init(
            .error, of: .indexes,
            meaning: "none of the forms of an index is there that few clients want; those cannot update",
            clientsSee:
                "nothing for most; `apt-get update` fails for whoever wants it, as apt-file or a software centre",
            hint: waitForUpstream),
        .indexFormMissing: .init(
            .warning, of: .indexes,
            meaning: "one compressed form of an index is not there; clients take another after a request in vain",
            clientsSee: "nothing but a request in vain",
            hint: nothingToDo),
        .indexInvisible: .init(
            .error, of: .indexes,
            meaning:
                "Release lists an index, but not its bare name with a strong hash: apt behaves as if there were none",
            clientsSee: "the packages of the index cannot be installed, and hardly a word of why",
            hint: tellUpstream),
        .indexSizeWrong: .init(
            .error, of: .indexes,
            meaning: "an index is not the one that Release lists; apt refuses the whole suite",
            clientsSee: updateFails,
            hint: waitForUpstream),
        .indexHashWrong: .init(
            .error, of: .indexes,
            meaning: "an index is not the one that Release lists; apt refuses the whole suite",
            clientsSee: updateFails,
            hint: waitForUpstream),
        .indexUnpackedWrong: .init(
            .error, of: .indexes,
            meaning:
                "an index, unpacked, is not what Release lists under its bare name; apt refuses the whole suite",
            clientsSee: updateFails,
            hint: tellUpstream),
        .indexCorrupt: .init(
            .error, of: .indexes,
            meaning: "an index cannot be unpacked",
            clientsSee: "nothing where apt takes another form; else `apt-get update` fails for the suite",
            hint: waitForUpstream),
        .indexNotJudged: .init(
            .error, of: .indexes,
            meaning: "an index is there only in a compression that is not read here; what it says is not known",
            clientsSee: "nothing where the client knows the compression; else `apt-get update` fails",
            hint: "tell the upstream to offer .xz or .gz too; clients without that compression fail as well"),
        .indexMalformed: .init(
            .error, of: .indexes,
            meaning: "an index is not what apt can read; some of this breaks the update of all suites at once",
            clientsSee:
                "`apt-get update` or any later call of apt fails: the lists cannot be read, or packages are not"
                + " offered",
            hint: tellUpstream),
        .indexNotAFile: .init(
            .error, of: .indexes,
            meaning: "there is something else than a file where an index should be",
            clientsSee: updateFails,
            hint: tellUpstream),
        .byHashMissing: .init(
            .warning, of: .indexes,
            meaning: "Release announces by-hash and this copy is not there; clients take the plain path",
            clientsSee: "nothing but a request in vain",
            hint: "a sync makes the copy before it publishes; from a mirror that lacks it, clients that update during a"
                + " publication may fail"),
        .byHashWrong: .init(
            .error, of: .indexes,
            meaning: "a by-hash file has not the digest that is its name; apt does not try the plain path then",
            clientsSee: "a hash sum mismatch at `apt-get update` for whoever gets the file by its hash",
            hint: waitForUpstream),
        .indexUnlisted: .init(
            .note, of: nil,
            meaning: "a file in a suite that its Release does not list: what a forgotten --delete leaves behind",
            clientsSee: nothing,
            hint: "nothing to do here; tell the upstream if it is large"),
    ]
}
