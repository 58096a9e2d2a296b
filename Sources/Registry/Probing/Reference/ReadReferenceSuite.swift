import ArchiveModel
import Validation

/// Reads the Release file of a suite and has its signature checked.
///
/// - Throws: `ReferenceFault.suite`, and `.validation` where gpgv gives no answer.
func readReferenceSuite(
    _ name: String, _ files: any ReferenceFiles, _ memory: ReleaseMemory
) throws(ReferenceFault) -> ReferenceSuite {
    guard isSafeSuite(name) else { throw .suite(name, .unsafeName) }
    let text = try releaseText(name, files)
    let judged: ReleaseMemory.Judged
    do throws(ValidationError) { judged = try memory.judge(text, suite: name) } catch { throw .validation(error) }
    if let verdict = judged.verdict {
        if text.armor == nil { throw .suite(name, .unsigned) }
        guard case .good = verdict else { throw .suite(name, .signature(verdict)) }
    }
    switch judged.release {
    case .failure(let error): throw .suite(name, .malformed(reason: error.phrase))
    case .success(let release):
        return ReferenceSuite(
            name: name, digest: text.digest, byteCount: text.byteCount, hasInRelease: !text.isDetached,
            release: release.file)
    }
}

private func releaseText(_ name: String, _ files: any ReferenceFiles) throws(ReferenceFault) -> ReleaseText {
    let directory = suiteDirectory(name)
    do throws(ReferenceReadFault) {
        if let bytes = try files.read("\(directory)InRelease", byteLimit: ReleaseText.byteLimit) {
            do throws(ClearsignError) { return try ReleaseText(inRelease: bytes) } catch {
                throw ReferenceReadFault(reason: "\(directory)InRelease is \(error.phrase)")
            }
        }
        guard let release = try files.read("\(directory)Release", byteLimit: ReleaseText.byteLimit) else {
            throw ReferenceReadFault(reason: "neither InRelease nor Release is there")
        }
        let signature = try files.read("\(directory)Release.gpg", byteLimit: ReleaseText.signatureByteLimit)
        return ReleaseText(release: release, signature: signature)
    } catch {
        throw .suite(name, .unreadable(reason: error.reason))
    }
}

/// A suite's name becomes part of paths and URLs.
func isSafeSuite(_ name: String) -> Bool {
    if name == "./" || name == "/" { return true }
    let path = name.hasSuffix("/") ? String(name.dropLast()) : name
    return (try? ArchivePath.checked(path)) == path
}
