extension FindingCode.Facts {
    /// What is known of the codes for anything in the tree.
    static let ofTree: [FindingCode: Self] = [
        .fileUnreadable: .init(
            .error, of: nil,
            meaning: "a file cannot be read here",
            clientsSee: forbidden,
            hint: "see to the permissions and the disk"),
        .fileNotWorldReadable: .init(
            .error, of: nil,
            meaning: "a file or directory is not readable for everyone; the web server answers 403",
            clientsSee: forbidden,
            hint: "chmod it, or let rsync do so: --chmod=D755,F644"),
        .fileChangedWhileRead: .init(
            .error, of: nil,
            meaning: "a file was changed while it was read",
            clientsSee: "nothing, or a hash sum mismatch, if the file was only half written",
            hint: "see that nothing else writes into the tree"),
        .linkUnsafe: .init(
            .error, of: nil,
            meaning: "a symlink is absolute or leads out of the archive",
            clientsSee: nothingUnlessNamed,
            hint: "what it shows would not be the archive's: tell the upstream to make it relative or remove it"),
        .linkDangling: .init(
            .warning, of: nil,
            meaning: "a symlink leads nowhere",
            clientsSee: nothingUnlessNamed,
            hint: "tell the upstream, if anyone needs it"),
        .specialFile: .init(
            .error, of: nil,
            meaning: "a device, a socket or a FIFO has no place in an archive",
            clientsSee: nothingUnlessNamed,
            hint: tellUpstream),
        .nameNotUTF8: .init(
            .warning, of: nil,
            meaning: "a name is not UTF-8; it is served but not compared",
            clientsSee: nothing,
            hint: tellUpstream),
        .nestedTooDeep: .init(
            .error, of: nil,
            meaning: "directories are nested deeper than any archive needs; what is below was not looked at",
            clientsSee: nothing,
            hint: tellUpstream),
        .skippedByRsync: .init(
            .error, of: nil,
            meaning: "rsync left this out because it is unsafe: a symlink out of the tree, a device",
            clientsSee: nothingUnlessNamed,
            hint: "tell the upstream; nothing is published while it stands there"),
    ]
}
