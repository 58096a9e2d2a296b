import ArchiveModel
import Configuration
import Glibc
import Posix
import Publishing
import Reporting
import StateStore
import Timekeeping
import Transfer
import Validation

extension SyncRun {
    /// Writes `project/trace/<Trace-Name>` into staging: ftpsync's format, so that the tools of the field read it.
    func writeTrace(_ validated: ValidatedTree) throws(Failure) {
        var trace = Trace(date: now)
        trace.started = startedAt
        trace.creator = "mirrorward \(programVersion)"
        trace.host = machine.hostName
        trace.upstreamMirror = mirror.upstream.hostName
        trace.suites = validated.report.suites.map(\.name)
        trace.architectures = Set(validated.report.suites.flatMap { $0.facts?.architectures ?? [] }).sorted()
        trace.receivedByteCount = counts?.receivedByteCount
        trace.transferSeconds = report.transfer?.seconds
        trace.proofToken = mirror.registryToken
        let bytes = Array(trace.text.utf8)
        do throws(SystemCallError) { try writeTrace(bytes) } catch {
            guard Self.isOddPlace(error) else { throw .system(error) }
            report.remarks.append(
                "the trace could not be written, the upstream has something else in its place: \(error)")
        }
    }

    private func writeTrace(_ bytes: [UInt8]) throws(SystemCallError) {
        for directory in ["\(root.staging)/project", "\(root.staging)/project/trace"] {
            guard let status = try fileStatus(directory, followingLinks: false) else {
                try createDirectories(directory)
                continue
            }
            // Through a symlink the trace would land in another part of the archive.
            if status.kind != .directory { throw SystemCallError("mkdir", directory, number: ENOTDIR) }
        }
        try replaceFile("\(root.staging)/project/trace/\(program.traceName(mirror))", with: bytes)
    }

    private static func isOddPlace(_ error: SystemCallError) -> Bool {
        [ENOTDIR, EISDIR, ELOOP, ENOTEMPTY, EEXIST].contains(error.number)
    }
}
