import MirrorRegistry
import Posix

/// The files of the archive, wherever it is read from.
protocol ReferenceFiles {
    /// - Returns: nil where there is no such file.
    /// - Throws: `ReferenceReadFault`.
    func read(_ path: String, byteLimit: Int) throws(ReferenceReadFault) -> [UInt8]?
}

/// Why a file of the archive could not be read, in one line.
struct ReferenceReadFault: Error {
    let reason: String
}

/// A directory on this machine. Symlinks are followed as long as they lead to places within it.
struct DirectoryFiles: ReferenceFiles {
    let root: String

    /// - Parameter path: the archive's root, or a symlink that leads there: what it leads to now is read, whatever it leads to later.
    init(_ path: String) throws(SystemCallError) {
        guard let real = try realPath(path) else { throw SystemCallError("realpath", path, number: 2) }
        root = real
    }

    func read(_ path: String, byteLimit: Int) throws(ReferenceReadFault) -> [UInt8]? {
        let real: String?
        do throws(SystemCallError) { real = try regularFile(path) } catch { throw ReferenceReadFault(path, error) }
        guard let real else { return nil }
        guard real.hasPrefix(root == "/" ? "/" : "\(root)/") else {
            throw ReferenceReadFault(reason: "\(path) leads out of the archive")
        }
        do throws(SystemCallError) { return try readFile(real, limit: byteLimit) } catch {
            throw ReferenceReadFault(path, error)
        }
    }

    private func regularFile(_ path: String) throws(SystemCallError) -> String? {
        guard let real = try realPath("\(root)/\(path)"), try fileStatus(real)?.kind == .regular else { return nil }
        return real
    }
}

extension ReferenceReadFault {
    fileprivate init(_ path: String, _ error: SystemCallError) { reason = "\(path): \(error)" }
}

/// The archive's own server.
struct RemoteFiles: ReferenceFiles {
    let base: MirrorURL
    let session: HTTPSession

    func read(_ path: String, byteLimit: Int) throws(ReferenceReadFault) -> [UInt8]? {
        let request = HTTPRequest(fileURL(base, path), byteLimit: Int64(byteLimit))
        switch session.fetch(request) {
        case .answered(let answer) where answer.status == 200: return answer.body
        case .answered(let answer) where [403, 404, 410].contains(answer.status): return nil
        case .answered(let answer): throw ReferenceReadFault(reason: "\(path): status \(answer.status)")
        case .failed(let failure): throw ReferenceReadFault(reason: "\(path): \(failure.message)")
        }
    }
}
