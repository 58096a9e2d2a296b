import ArchiveModel
import Validation

extension ClearsignError {
    /// What was found in place of a clearsigned message.
    var phrase: String {
        switch self {
        case .empty: "an empty file"
        case .webPage: "a page of HTML"
        case .gitLFSPointer: "a git-lfs pointer"
        case .compressed: "compressed data"
        case .unsigned: "a text without a signature"
        case .textBeforeMessage(let line): "text before the signed message, which begins in line \(line)"
        case .unexpectedDash(_, let line): "a line that is not escaped (line \(line))"
        case .endsWithoutSignature: "a file that ends before its signature"
        case .unclosedSignature: "a file that ends within its signature"
        case .unsignedText(let line): "text after the signature (line \(line))"
        }
    }
}

extension SignatureVerdict {
    var phrase: String {
        switch self {
        case .good(let signers, _): "signed by \(signers.joined(separator: ", "))"
        case .bad(let words): "the signature does not hold: \(words.joined(separator: ", "))"
        case .foreign(let keys): "signed by \(keys.joined(separator: ", ")), of which no keyring knows"
        case .worthless(let words): "the signature is worth nothing any more: \(words.joined(separator: ", "))"
        case .unreadable: "gpgv finds no signature"
        }
    }
}

extension ReleaseError {
    var phrase: String { "no Release that apt would read: \(self)" }
}
