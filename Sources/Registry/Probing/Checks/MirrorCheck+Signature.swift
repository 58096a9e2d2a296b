import MirrorRegistry
import Validation

extension MirrorCheck {
    /// What the signature is worth; nil where nothing of the suite may be acted on.
    ///
    /// A foreign key and a text that is not what was signed are what no honest mirror shows; a signature that has expired or is
    /// weak is the archive's own, and a bad day.
    func checkSignature(_ name: String, _ source: ReleaseText, _ url: String) -> ReleaseMemory.Judged? {
        let reproduction = Reproduction.signature(url, keyrings: settings.keyrings, isDetached: source.isDetached)
        let judged: ReleaseMemory.Judged
        do throws(ValidationError) { judged = try memory.judge(source, suite: name) } catch {
            add(.signature, url, .skipped, "the signature could not be checked on this machine: \(error)")
            return nil
        }
        let keyrings = Evidence("keyrings", settings.keyrings.joined(separator: " "))
        switch judged.verdict {
        case nil:
            add(.signature, url, .skipped, "no keyring was named (--signed-by), so the signature was not checked")
            return judged
        case .good(let signers, let refusal):
            var evidence = [Evidence("signed by", signers.joined(separator: " ")), keyrings]
            if let refusal { evidence.append(Evidence("sqv", refusal)) }
            add(.signature, url, .passed, "signed by a key of the archive", evidence, reproduction: reproduction)
            return judged
        case .foreign(let keys):
            add(
                .signature, url, .condemned, "signed by a foreign key",
                [
                    Evidence("expected", "a key of the keyrings"), Evidence("found", keys.joined(separator: " ")),
                    keyrings,
                ],
                reproduction: reproduction)
        case .bad(let words):
            add(
                .signature, url, .condemned, "the text is not what was signed",
                [Evidence("expected", "a good signature"), Evidence("found", words.joined(separator: ", ")), keyrings],
                reproduction: reproduction)
        case .worthless(let words):
            add(
                .signature, url, .failed, "apt would not take the signature any more",
                [Evidence("expected", "a good signature"), Evidence("found", words.joined(separator: ", ")), keyrings],
                reproduction: reproduction)
        case .unreadable:
            add(
                .signature, url, .failed, source.armor == nil ? "nobody signed it" : "gpgv finds no signature in it",
                [Evidence("expected", "a good signature"), Evidence("found", "none"), keyrings],
                reproduction: reproduction)
        }
        return nil
    }
}
