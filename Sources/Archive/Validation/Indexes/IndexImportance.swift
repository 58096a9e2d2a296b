import ArchiveModel

/// Who misses an index of which no form is there (apt-rules section 4: optional only means "skipped when it is not listed").
enum IndexImportance: Sendable, Hashable {
    /// Every default client: it updates nothing of the suite then.
    case required
    /// Clients that were set up to want it: apt-file, appstream, command-not-found.
    case optional
    /// Nobody: apt does without, or never asks.
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
        case .packages(isInstaller: true), .contents(isInstaller: false), .commands, .installer: self = .optional
        case .dep11: self = .optional
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
        case .unasked: (liveHasIt ? .warning : .note, .optionalIndexMissing)
        }
    }
}
