package import Posix

/// Why validation came to no answer: faults of this machine or its configuration, never of the archive.
package enum ValidationError: Error, Sendable, Hashable {
    case system(SystemCallError)
    /// The file is no keyring that gpgv takes.
    case keyringUnreadable(path: String, KeyringDefect)
    /// gpgv gave no answer.
    case gpgvFailed(executable: String, SignatureCheckFailure)
    /// No keyring was named, and an unsigned archive is not allowed.
    case noKeyring
    /// This signal asked to stop.
    case interrupted(signal: Int32)
}

/// Why gpgv gave no answer.
package enum SignatureCheckFailure: Error, Sendable, Hashable {
    case notRun(ChildRunError)
    /// It ended in a way that is no verdict; with what it wrote on standard error.
    case ended(ChildExit, errorOutput: [UInt8])
}

/// What is wrong with a file of keys.
package enum KeyringDefect: Error, Sendable, Hashable {
    case empty
    /// The start of a GnuPG keybox, which neither apt nor gpgv takes as a keyring.
    case keybox
    case armorMalformed
    /// Neither armored nor an OpenPGP packet.
    case noPacket
}
