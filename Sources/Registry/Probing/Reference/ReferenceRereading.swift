import Synchronization

/// Asks the archive again for a suite's Release file, when a mirror shows a newer one than was read.
final class ReferenceRereading: Sendable {
    /// A thousand mirrors that lie must not make the archive read a thousand times.
    private static let limit = 20

    private let source: ArchiveSource
    private let settings: ReferenceSettings
    private let memory: ReleaseMemory
    private let answers = Mutex<[String: Bool]>([:])

    init(_ source: ArchiveSource, _ settings: ReferenceSettings, _ memory: ReleaseMemory) {
        self.source = source
        self.settings = settings
        self.memory = memory
    }

    /// Whether the archive serves the Release file of that digest now. One thread asks, the others wait for its answer.
    func serves(_ digest: String, suite: String) -> Bool {
        answers.withLock { answers in
            let key = "\(suite)\n\(digest)"
            if let known = answers[key] { return known }
            if answers.count >= Self.limit { return false }
            let answer = presentDigest(suite) == digest
            answers[key] = answer
            return answer
        }
    }

    private func presentDigest(_ suite: String) -> String? {
        let files: any ReferenceFiles
        switch source {
        case .directory(let path):
            guard let directory = try? DirectoryFiles(path) else { return nil }
            files = directory
        case .url(let url): files = RemoteFiles(base: url, session: HTTPSession(settings.http))
        }
        return (try? readReferenceSuite(suite, files, memory))?.digest
    }
}
