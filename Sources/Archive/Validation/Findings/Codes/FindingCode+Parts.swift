extension FindingCode.Facts {
    /// What is known of the codes for parts of a suite that are carried or mirrored, or not.
    static let ofParts: [FindingCode: Self] = [
        .notCarried: .init(
            .warning, of: nil,
            meaning: "Release lists it, and the upstream holds no index of it at all; clients that want it get 404",
            clientsSee:
                "404 or a notice at `apt-get update` for whoever asks for that architecture or component; nothing"
                + " for others",
            hint: "nothing, if nobody here needs it"),
        .carriedNoMore: .init(
            .error, of: nil,
            meaning: "live serves it, or the configuration names it, and the upstream holds no index of it any more",
            clientsSee:
                "404 or a notice at `apt-get update` for whoever asks for that architecture or component; nothing"
                + " for others",
            hint: waitForUpstream),
        .notMirrored: .init(
            .warning, of: nil,
            meaning:
                "the configuration leaves this out; clients that ask for it would fail, for Release still lists it",
            clientsSee: "404 or a notice at `apt-get update` for whoever asks for that part; nothing for others",
            hint: "see that no client asks for it; if one does, select it"),
        .selectedNotCarried: .init(
            .error, of: nil,
            meaning: "the configuration selects what no suite of the archive has",
            clientsSee: "404 or a notice at `apt-get update` for whoever asks for that part; nothing for others",
            hint: "correct Suites, Components or Architectures; of a suite that is a symlink name the target"),
    ]
}
