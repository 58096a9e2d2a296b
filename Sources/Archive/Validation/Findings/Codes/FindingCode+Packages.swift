extension FindingCode.Facts {
    /// What is known of the codes for stanzas of Packages and Sources.
    static let ofPackages: [FindingCode: Self] = [
        .packageIncomplete: .init(
            .error, of: .records,
            meaning: "a stanza lacks Filename, Size or another field that apt needs",
            clientsSee:
                "`apt-get update` or any later call of apt fails: the lists cannot be read, or packages are not"
                + " offered",
            hint: tellUpstream),
        .packageHashesWeak: .init(
            .error, of: .records,
            meaning: "a package has neither SHA256 nor SHA512; apt refuses to download it",
            clientsSee: downloadFails,
            hint: tellUpstreamOrArchive),
        .packagePathUnsafe: .init(
            .error, of: .records,
            meaning: "an index names a path that leads out of the archive or cannot be a path",
            clientsSee: downloadFails,
            hint: "somebody is up to something: trust nothing of this, and tell the upstream"),
        .packagePathAbsolute: .init(
            .warning, of: .records,
            meaning: "an index names a path that begins with a slash; apt takes it as relative to the archive",
            clientsSee: nothing,
            hint: tellUpstream),
        .packagePathUnquoted: .init(
            .error, of: .records,
            meaning: "an index names a path with ? or #, which apt does not quote: every web server answers 404",
            clientsSee: downloadFails,
            hint: "tell the upstream to name the file otherwise"),
        .packagePathNotNormal: .init(
            .note, of: .records,
            meaning: "an index names a path with doubled slashes or a part that is a dot; it was taken without them",
            clientsSee: nothing,
            hint: nothingToDo),
        .packageDigestMalformed: .init(
            .error, of: .records,
            meaning: "a hash is not lower-case hexadecimal of its length: apt compares letters, and no file matches",
            clientsSee: downloadFails,
            hint: tellUpstream),
        .packageArchitectureOther: .init(
            .warning, of: .records,
            meaning: "an index holds a package of another architecture than its own; apt does not offer it",
            clientsSee: "the package is not offered",
            hint: tellUpstream),
        .packageNameOdd: .init(
            .warning, of: .records,
            meaning: "a package bears a name by which apt cannot find it, or one too long for a file",
            clientsSee: "the package is listed, and apt does not find it under that name",
            hint: tellUpstream),
        .packageDisagrees: .init(
            .warning, of: .records,
            meaning: "one package in one version has two files of different content in the suite; apt takes either",
            clientsSee: "which of the files is taken depends on the order of the indexes",
            hint: "the upstream rebuilt it without a new version: tell it"),
    ]
}
