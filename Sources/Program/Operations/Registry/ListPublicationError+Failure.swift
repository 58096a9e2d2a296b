import Digests
import Posix
import Publishing

extension Failure {
    /// Why the list of `registry` was not published.
    init(_ error: ListPublicationError, registry: String) {
        switch error {
        case .publishing(let error): self = .publishing(error, mirror: registry)
        case .empty:
            self = .usage(
                "the public list is not written (\(registry)): it would be empty, on which apt fails",
                hint: "approve a mirror, or state the archive's own server as `Archive-URL`")
        case .shrunk(let gone, let previous, let allowed):
            self = .usage(
                "the public list is not written (\(registry)): \(gone.count) of \(previous) mirrors would go at once, and "
                    + "\(allowed) may: \(gone.prefix(10).joined(separator: ", "))",
                hint: "if that is right, `mirrorward registry publish --confirm`; the last list is served meanwhile")
        case .lastListUnreadable(let path):
            self = .usage(
                "the public list is not written (\(registry)): the last one cannot be read (\(path))",
                hint:
                    "nobody can say how many mirrors would go; if that is right, `mirrorward registry publish --confirm`"
            )
        case .directoryOfMirror(let path, let mirror):
            self = .usage(
                "the public list is not written (\(registry)): `Publish` is the Root of the mirror \(mirror) (\(path))",
                hint: "give the list a directory of its own")
        case .signing(let file, let fault):
            self = .usage(
                "the public list is not written (\(registry)): \(file) could not be signed: \(fault.words)",
                hint: "`Signing-Key` names a key without a passphrase in the keyring of `Signing-Home`")
        case .noMirrorsFile, .unsafePath, .twoFilesOfOnePath, .digest:
            self = .unexpected("the public list of \(registry): \(error)")
        }
    }
}

extension SigningFault {
    fileprivate var words: String {
        switch self {
        case .notRun(.system(let error)): "gpg cannot be run: \(error.reason)"
        case .notRun(let error): "gpg did not end well: \(error)"
        case .refused(_, let reason): reason
        case .noSignature: "gpg wrote no signature"
        }
    }
}
