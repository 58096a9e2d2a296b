import Posix
import Publishing
package import Reporting

extension ListPublicationError {
    /// What it means for the maintainer of the registry `name`.
    package func explained(_ name: String) -> Message {
        switch self {
        case .empty:
            Message(
                "nothing to publish (\(name)): no mirror is on the list, and no server of the archive is known",
                hint: "approve a mirror, or state the archive's own server as `Archive-URL`; apt fails on an empty list"
            )
        case .shrunk(let gone, let previousCount, let allowedCount):
            Message(
                "the list would lose too many mirrors (\(name)): \(gone.count) of \(previousCount), "
                    + "expected at most \(allowedCount): \(gone.prefix(10).joined(separator: ", "))"
                    + (gone.count > 10 ? ", ..." : ""),
                hint: "if that is right, `mirrorward registry publish --confirm`; until then the last list is served")
        case .lastListUnreadable(let path):
            Message(
                "the last list cannot be read (\(path)): nobody can say what the new one would lose",
                hint: "restore it, or `mirrorward registry publish --confirm`")
        case .noMirrorsFile: Message("the list has no mirrors.json (\(name))", hint: "that is a fault of mirrorward")
        case .unsafePath(let path):
            Message("no path of a file of the list (\(path))", hint: "that is a fault of mirrorward")
        case .twoFilesOfOnePath(let path):
            Message("two files of the list have one path (\(path))", hint: "that is a fault of mirrorward")
        case .directoryOfMirror(let path, let mirror):
            Message(
                "Publish is the Root of a mirror (\(path)): it belongs to \(mirror)",
                hint: "give the list a directory of its own")
        case .signing(let file, let fault): fault.explained(file)
        case .digest(let error): Message("libcrypto failed (\(name)): \(error)")
        case .publishing(let error): error.explained(name)
        }
    }
}

extension SigningFault {
    fileprivate func explained(_ file: String) -> Message {
        switch self {
        case .notRun(.system(let error)): error.explained
        case .notRun(.deadline(let seconds)):
            Message("gpg did not sign within \(seconds) s (\(file))", hint: "does its agent wait for somebody?")
        case .notRun(.overflow(let byteCount)):
            Message("gpg wrote more than \(byteCount) bytes in place of a signature (\(file))")
        case .notRun(.interrupted(let signal)): Message("signing was interrupted (\(file)): signal \(signal)")
        case .refused(let exit, let reason):
            Message(
                "gpg did not sign (\(file)): \(exit.words)\(reason.isEmpty ? "" : ": \(reason)")",
                hint:
                    "the key needs to be in its home, unexpired, and usable without a passphrase or with an agent that has it"
            )
        case .noSignature: Message("gpg wrote no signature (\(file))", hint: "is the program that was run gpg?")
        }
    }
}
