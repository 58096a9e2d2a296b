import ArchiveModel
import Synchronization
import Validation

/// The Release files that were judged in this run, so that gpgv is asked once for all mirrors that serve the same.
final class ReleaseMemory: Sendable {
    struct Judged: Sendable {
        /// nil where no keyring is named.
        let verdict: SignatureVerdict?
        let release: Result<ReadRelease, ReleaseError>
    }

    /// A Release file, and the indexes that it lists: to sort a thousand names takes longer than to ask a mirror.
    struct ReadRelease: Sendable {
        let file: ReleaseFile
        let indexes: ListedIndexes
    }

    /// A thousand lying mirrors could each serve another text.
    private static let countLimit = 256

    private let verifier: ReleaseVerifier?
    private let judged = Mutex<[String: Judged]>([:])

    init(_ verifier: ReleaseVerifier?) { self.verifier = verifier }

    /// Whether signatures are looked at.
    var isVerifying: Bool { verifier != nil }

    /// - Throws: `ValidationError`, where gpgv gives no answer: nothing is remembered then.
    func judge(_ source: ReleaseText, suite: String) throws(ValidationError) -> Judged {
        // A Release without its signature and with it are two things, and one InRelease is another.
        let key = "\(suite)\n\(source.digest)\n" + (source.armor.map { hexDigest(.sha256, of: $0) } ?? "")
        if let known = judged.withLock({ $0[key] }) { return known }
        let verdict = try verdict(source)
        let release: Result<ReadRelease, ReleaseError>
        do throws(ReleaseError) {
            let file = try ReleaseFile(signedText: source.text)
            release = .success(ReadRelease(file: file, indexes: ListedIndexes(file, suite: suite)))
        } catch {
            release = .failure(error)
        }
        let new = Judged(verdict: verdict, release: release)
        judged.withLock { known in
            if known.count < Self.countLimit, !source.digest.isEmpty { known[key] = new }
        }
        return new
    }

    private func verdict(_ source: ReleaseText) throws(ValidationError) -> SignatureVerdict? {
        guard let verifier else { return nil }
        guard let armor = source.armor else { return .unreadable }
        return try verifier.verdict(on: armor, over: source.text)
    }
}
