package import MirrorRegistry

/// One registry as its stanza states it. Paths are absolute.
package struct RegistryConfiguration: Sendable {
    package let name: String
    package let place: SourceLine
    /// What the mirrors are compared with.
    package var archive: RegistryArchive
    /// Of the mirror stanza where Archive names one and the registry's own names none.
    package var keyrings: [String] = []
    package var isUnsignedAllowed = false
    /// As people call the archive.
    package var title: String
    /// The directory of the public list; nil where none is written.
    package var publishDirectory: String?
    /// Where the public list is served: http or https; ends with a slash.
    package var publicURL: String?
    /// An http or https address.
    package var policyURL: String?
    /// A mail address, or an http or https one.
    package var contact: String?
    /// The rsync address from which operators are asked to sync.
    package var upstreamURL: MirrorURL?
    /// The archive's own public server, which ends the lists of apt: an http or https address.
    package var archiveURL: MirrorURL?
    /// Names below `dists/`; empty where nothing was said.
    package var suites: [String] = []
    /// Where clients have the keyring, for their sources.list lines.
    package var keyringPath: String?
    /// Addresses that answer whenever this machine's network works.
    package var controls: [MirrorURL] = []
    package var proof = ProofDemand.none
    /// Where mails wait: `<State>/spool/<name>` unless `Spool` says otherwise.
    package var spoolDirectory = ""
    /// A program that takes a mail on its standard input, with its arguments; empty where mails are printed.
    package var sendMail: [String] = []
    package var mailFrom: String?
    /// The fingerprint of the OpenPGP key that signs the list, in upper case.
    package var signingKey: String?
    /// GnuPG's home directory with that key; nil for the user's own.
    package var signingHome: String?
    /// Who may decide, by name; empty for anyone who can run the program.
    package var maintainers: [String] = []
    /// What is contacted although it is not public.
    package var allowance = AddressAllowance.none
    /// A file of certificates that are trusted in place of the system's.
    package var certificateAuthorities: String?
    package var limits = RegistryLimits()

    package init(name: String, place: SourceLine, archive: RegistryArchive) {
        self.name = name
        self.place = place
        self.archive = archive
        title = name
    }
}

/// Where a registry finds the archive that its mirrors are compared with.
package enum RegistryArchive: Sendable, Hashable {
    /// What the mirror of that name has published on this machine.
    case mirror(String)
    /// An http or https address.
    case url(MirrorURL)
}

/// Whether the submitter has to show that the mirror is theirs.
package enum ProofDemand: String, Sendable, Hashable, CaseIterable {
    case none, optional, required
}

/// The numbers by which a registry judges, and the bounds of what it does.
package struct RegistryLimits: Sendable, Hashable {
    /// Bad days that take a mirror off the list.
    package var badDays = 3
    /// Good days in a row that bring it back.
    package var goodDays = 2
    /// Seconds of lag from which a mirror is stale.
    package var staleAfter: Int64 = 2 * 86_400
    /// Hundredths by which the public list may become shorter at once.
    package var largestShrink = 20
    /// Submissions that are read of one sender on one day.
    package var submissionsPerDay = 5
    /// Mirrors that are checked at the same time; each has one connection.
    package var connections = 48
    /// Indexes that are read of each mirror.
    package var indexSamples = 3
    /// Pool files whose size is asked for, and those of them that are read.
    package var poolSamples = 8
    package var poolReads = 2
    /// Days before a certificate's end from which its operator is told.
    package var certificateDays = 14
    /// Further checks of a mirror that failed, on the same day, and seconds before each.
    package var retries = 2
    package var retryPause: Int64 = 20 * 60
    /// Mails that are written on one day.
    package var mailsPerDay = 50

    package init() {}
}
