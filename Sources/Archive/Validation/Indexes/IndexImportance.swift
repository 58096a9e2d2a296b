import ArchiveModel

/// Who misses an index of which no form is there. To apt, optional only means that it is skipped when it is not listed.
enum IndexImportance: Sendable, Hashable {
    /// Every default client: it updates nothing of the suite then.
    case required
    /// Clients that were set up to want it: apt-file, appstream, command-not-found.
    case optional
    /// Who boots the installer from it; apt never asks.
    case booted
    /// Nobody: apt does without, or never asks. Patches are among them, for apt 2.6.2 was seen to take the whole index wherever
    /// Index or a patch is absent, wrong or malformed.
    case unasked

    /// - Parameter release: an architecture that its `Architectures` leaves out is asked for by nobody, and `all` by nobody
    ///   where `No-Support-for-Architecture-all` says so (debReleaseIndex::IsArchitectureAllSupportedFor,
    ///   apt-pkg/deb/debmetaindex.cc).
    init(_ name: IndexName, in release: ReleaseFile) {
        if !Self.isAsked(name, release) {
            self = .unasked
            return
        }
        switch name.kind {
        case .packages(isInstaller: false), .sources, .translation: self = .required
        case .packages(isInstaller: true), .contents(isInstaller: false), .commands: self = .optional
        // Its icons and the index of its identifiers are nothing that a client fails for.
        case .dep11: self = name.architecture == nil ? .unasked : .optional
        case .installer: self = .booted
        case .contents(isInstaller: true), .pdiff, .releaseStub, .other: self = .unasked
        }
    }

    private static func isAsked(_ name: IndexName, _ release: ReleaseFile) -> Bool {
        guard let architecture = name.architecture, architecture != "source" else { return true }
        let listed = release.architectures
        guard listed.isEmpty || listed.contains(architecture) else { return false }
        if architecture == "all", case .packages = name.kind {
            return !release.noSupportForArchitectureAll.contains("Packages")
        }
        return true
    }

    /// `liveHasIt`: what live serves, its clients may be using.
    func missing(liveHasIt: Bool) -> (Severity, FindingCode) {
        switch self {
        case .required: (.error, .indexMissing)
        case .optional: (liveHasIt ? .error : .warning, .optionalIndexMissing)
        case .booted: (.warning, .optionalIndexMissing)
        case .unasked: (liveHasIt ? .warning : .note, .optionalIndexMissing)
        }
    }

    /// `finding` as it weighs here: what is wrong with a file that apt does not ask for fails no update.
    func weighed(_ finding: Finding) -> Finding {
        switch self {
        case .required, .optional: return finding
        case .booted, .unasked: break
        }
        switch finding.code {
        case .indexSizeWrong, .indexHashWrong, .indexUnpackedWrong, .indexCorrupt, .indexNotAFile, .indexMalformed,
            .releaseHashesWeak:
            return finding.weighing(.warning)
        default: return finding
        }
    }
}
