/// Why a file is not a clearsigned message that apt would take apart. Lines count from 1.
package enum ClearsignError: Error, Sendable, Hashable {
    package enum Part: Sendable, Hashable { case armorHeader, message, signature }

    case empty
    /// A page of HTML: a captive portal or an error page in place of the file.
    case webPage
    /// A git-lfs pointer in place of the file.
    case gitLFSPointer
    /// gzip, xz, zstd or bzip2 in place of text.
    case compressed
    /// A Release that nobody signed, or any other file without a signed message.
    case unsigned
    /// Text stands before the signed message that begins on this line.
    case textBeforeMessage(line: Int)
    /// A line that begins with a dash and is neither escaped nor a mark of the format.
    case unexpectedDash(Part, line: Int)
    /// The file ends before its first signature.
    case endsWithoutSignature(Part)
    case unclosedSignature
    /// Text after a signature.
    case unsignedText(line: Int)
}
