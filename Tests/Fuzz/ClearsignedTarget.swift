@testable import ArchiveModel

/// What is taken apart can be put together again, and means the same then.
func checkClearsigned(_ input: [UInt8]) {
    checkDetached(input)
    let form = ClearsignedMessage.signedForm(of: input)
    require(form.count <= input.count, "the signed form is no longer than the file")
    require(hasSignedLines(form), "no signed line ends with a blank")
    guard let message = try? ClearsignedMessage(input) else { return }
    require(message.text.count + message.signatures.count < input.count, "text and signatures are parts of the file")
    require(hasSignedLines(message.text), "no signed line ends with a blank")
    require((try? DetachedSignature.check(message.signatures)) != nil, "the signatures could stand in Release.gpg")
    _ = try? ReleaseFile(signedText: message.text)
    let again = try? ClearsignedMessage(clearsigned(message.text, message.signatures))
    // Of `x`, carriage return, TAB a carriage return is left, as in apt: a second reading takes that too.
    if message.text.contains(0x0D) || message.signatures.contains(0x0D) { return }
    require(again?.text == message.text && again?.signatures == message.signatures, "a message is taken apart again")
}

/// Of the framing of Release.gpg and of the end of InRelease, apt asks the same.
private func checkDetached(_ input: [UInt8]) {
    let isAccepted = (try? DetachedSignature.check(input)) != nil
    let message = try? ClearsignedMessage(clearsigned(Array("Suite: x".utf8), input))
    require(!isAccepted || message != nil, "what Release.gpg may hold may end InRelease")
    if isAccepted { require(message?.text == Array("Suite: x".utf8), "signatures are no text") }
}

private func hasSignedLines(_ text: [UInt8]) -> Bool {
    text.split(separator: 0x0A).allSatisfy { line in line.last.map { !isBlank($0) } ?? true }
}

private func clearsigned(_ text: [UInt8], _ signatures: [UInt8]) -> [UInt8] {
    var message = Array("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n".utf8)
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
        if line.first == UInt8(ascii: "-") { message += Array("- ".utf8) }
        message += line
        message.append(0x0A)
    }
    return message + signatures
}
