import Posix
import Reporting
import Validation

extension ValidationError {
    func explained(_ mirror: String) -> Message {
        switch self {
        case .system(let error): error.explained
        case .keyringUnreadable(let path, let defect):
            Message("the keyring is not usable (\(path)): \(defect.words)", hint: defect.hint)
        case .gpgvFailed(let executable, let failure):
            Message("gpgv gave no answer (\(executable)): \(failure.words)", hint: "is gpgv installed as it should be?")
        case .interrupted(let signal): Message("ended by signal \(signal) (\(mirror))")
        case .noKeyring:
            Message("no keyring is named (\(mirror))", hint: "Signed-By names the keys that are trusted")
        }
    }
}

extension KeyringDefect {
    fileprivate var words: String {
        switch self {
        case .empty: "it holds nothing"
        case .keybox: "it is a GnuPG keybox, which neither apt nor gpgv takes"
        case .armorMalformed: "its armor is damaged"
        case .noPacket: "it holds no OpenPGP keys"
        }
    }

    fileprivate var hint: String { "write the public keys with `gpg --export KEY > FILE`" }
}

extension SignatureCheckFailure {
    fileprivate var words: String {
        switch self {
        case .notRun(.system(let error)): return "\(error)"
        case .notRun(.deadline(let seconds)): return "it did not end within \(seconds) s"
        case .notRun(.overflow(let byteCount)): return "it wrote more than \(byteCount) bytes"
        case .notRun(.interrupted(let signal)): return "signal \(signal) came"
        case .ended(let exit, let output):
            let lines = String(decoding: output.suffix(500), as: UTF8.self).split(whereSeparator: \.isNewline)
            // The reason comes last.
            let said = lines.suffix(2).map(String.init).joined(separator: " | ")
            return "it ended with \(exit.words)" + (said.isEmpty ? "" : ": \(escapedForTerminal(said))")
        }
    }
}
