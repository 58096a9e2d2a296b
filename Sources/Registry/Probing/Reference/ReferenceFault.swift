import MirrorRegistry
package import Posix
package import Validation

/// Why the archive, or a suite of it, could not be read.
package enum ReferenceFault: Error, Sendable, Hashable {
    /// Nothing says which suites a remote archive has.
    case noSuites
    /// No directory below `dists/` holds a Release file.
    case noSuiteFound(directory: String)
    /// Not one of the suites could be read; with the reason of the first.
    indirect case nothingReadable(ReferenceFault)
    case suite(String, SuiteFault)
    case validation(ValidationError)
    case system(SystemCallError)

    /// Why a suite could not be read.
    package enum SuiteFault: Sendable, Hashable {
        /// Its name is no path below the archive.
        case unsafeName
        case missing
        case unreadable(reason: String)
        /// What is there is not what apt takes for InRelease or Release.
        case malformed(reason: String)
        case unsigned
        case signature(SignatureVerdict)
    }

    package var message: String {
        switch self {
        case .noSuites: "the archive is read from its URL, which tells no suites: state them"
        case .noSuiteFound(let directory): "\(directory): no suite below dists/"
        case .nothingReadable(let first): "no suite of the archive could be read: \(first.message)"
        case .suite(let name, let fault):
            "suite \(name.boundedLine(300)) of the archive: \(fault.message.boundedLine(300))"
        case .validation(.noKeyring): "no keyring is named, and signatures are to be checked"
        case .validation(let error): "signatures could not be checked: \(error)"
        case .system(let error): "\(error)"
        }
    }
}

extension ReferenceFault.SuiteFault {
    var message: String {
        switch self {
        case .unsafeName: "the name leads out of the archive"
        case .missing: "neither InRelease nor Release is there"
        case .unreadable(let reason): reason
        case .malformed(let reason): reason
        case .unsigned: "nobody signed it"
        case .signature(let verdict): verdict.phrase
        }
    }
}
