import Glibc
package import Posix

/// The directory into which the mail system puts mails for the registry, whoever its user is, and which only the registry reads.
///
/// Anyone may write into it and none but its owner may list it (mode 3733). A mail is a file in one of a fixed number of slots, so that the
/// spool is bounded although its writers see nothing of it: a writer takes the first free slot by a rename that overwrites nothing,
/// and where none is free the mail system keeps the mail and tries again. By the set-group-ID bit a file belongs to the group of the
/// directory, which may read it, and the rest of the machine may not. What a local user puts there against these rules is taken out
/// or, where that is not possible, reported; it fills slots, and no more.
package struct MailSpool: Sendable {
    package let directory: String
    /// Mails that wait at most, with `byteLimit` the bound of the spool: 64 MiB.
    let slotCount: Int
    /// What has to stay free on the file system, in bytes, before a mail is taken.
    let minimumFreeByteCount: UInt64

    /// Bytes of a mail; what is longer is cut, for a submission stands at the start and attachments behind it.
    package static let byteLimit = 256 << 10

    package init(directory: String, slotCount: Int = 256, minimumFreeByteCount: UInt64 = 64 << 20) {
        self.directory = directory
        self.slotCount = slotCount
        self.minimumFreeByteCount = minimumFreeByteCount
    }

    /// Where mails lie between being taken from their slot and being done with; only the registry's user may enter it.
    var takenDirectory: String { "\(directory)/taken" }

    func slotPath(_ slot: Int) -> String { "\(directory)/\(Self.slotPrefix)\(slot)" }

    static let slotPrefix = "mail-"
    static let temporaryPrefix = ".new-"

    /// Makes the directory, as the registry's user; it may be there already.
    ///
    /// - Throws: `SystemCallError`.
    package func create() throws(SystemCallError) {
        // The mail system has to come through the directories above it.
        try createDirectories(splitPath(directory).directory)
        try createDirectories(directory, mode: 0o700)
        try createDirectories(takenDirectory, mode: 0o700)
        // The mode of mkdir(2) is subject to the umask.
        let path = directory
        guard let status = try fileStatus(path), status.owner == geteuid() else { return }
        if status.permissions != 0o3733 { try checked("chmod", path) { chmod(path, 0o3733) } }
    }
}

/// Why a mail was not put into the spool; the mail system is to keep it.
package enum MailSpoolFault: Error, Sendable, Hashable {
    case system(SystemCallError)
    /// All slots are taken.
    case full(slotCount: Int)
    case diskShortage(freeByteCount: UInt64, wantedByteCount: UInt64)
    /// A mail without a byte: the mail system handed over nothing.
    case empty

    package var message: String {
        switch self {
        case .system(let error): "\(error)"
        case .full(let slotCount): "the spool is full: \(slotCount) mails wait for the registry"
        case .diskShortage(let free, let wanted):
            "the disk of the spool is nearly full: expected \(wanted) bytes free, found \(free)"
        case .empty: "the mail is empty"
        }
    }
}
