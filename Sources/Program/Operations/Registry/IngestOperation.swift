package import MirrorRegistry
package import Posix

/// Puts one mail, which the mail system writes to `input`, into the spool.
///
/// Of a mail longer than `MailSpool.byteLimit` the rest is read and dropped, for a mail system takes a reader that leaves early for
/// one that failed, and a mail that is too long will be so tomorrow.
///
/// - Throws: `MailSpoolFault`.
package func ingest(_ input: borrowing Descriptor, into spool: MailSpool) throws(MailSpoolFault) {
    let mail: [UInt8]
    do throws(SystemCallError) { mail = try readStart(of: input) } catch { throw .system(error) }
    try spool.deliver(mail)
}

/// Bytes that are read and dropped; mail systems let no greater mail through.
private let drainLimit = 64 << 20

private func readStart(of input: borrowing Descriptor) throws(SystemCallError) -> [UInt8] {
    var start: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    var total = 0
    while total < drainLimit {
        var failure: SystemCallError?
        let count = chunk.withUnsafeMutableBytes { buffer in
            do throws(SystemCallError) { return try input.read(into: buffer) } catch { failure = error }
            return 0
        }
        if let failure { throw failure }
        if count == 0 { break }
        total += count
        start += chunk.prefix(min(count, MailSpool.byteLimit - start.count))
    }
    return start
}

/// A mail of the spool, read; `spooled` is for `MailSpool.discard` when all about it is recorded.
package struct ReceivedMail: Sendable {
    package let message: MailMessage
    package let spooled: SpooledMail

    /// By what submissions of a day are counted; nil where no answer can be sent.
    package var senderKey: String? { message.answerAddress?.key }
}

/// Takes the mails of a spool, and what the maintainer should know of it. A spool that is not there yet is empty.
///
/// - Throws: `Failure.system`.
package func readSpool(
    _ spool: MailSpool, limit: Int = 256
) throws(Failure) -> (mails: [ReceivedMail], complaints: [String]) {
    let contents: SpoolContents
    do throws(SystemCallError) {
        guard try fileStatus(spool.directory) != nil else { return ([], []) }
        contents = try spool.read(limit: limit)
    } catch { throw .system(error) }
    let mails = contents.mails.map { ReceivedMail(message: MailMessage($0.bytes), spooled: $0) }
    return (mails, contents.complaints)
}
