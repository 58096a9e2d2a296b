package import Posix

/// How staging differs from the live generation, traces left out.
package struct StagingDifference: Sendable, Hashable {
    package let added: [String]
    package let changed: [String]
    package let removed: [String]

    /// Where each site writes when it was last synced. Source: ftpsync of Debian's archvsync.
    static let traceDirectory = "project/trace"

    /// - Parameters:
    ///   - survey: of staging, compared with the live generation.
    ///   - restored: what was linked into staging from the live generation after the survey, as grace files are.
    package init(_ survey: TreeSurvey, restored: some Sequence<String> = []) {
        let restored = Set(restored)
        added = survey.added.filter { !Self.isTrace($0) }
        changed = survey.changed.filter { !Self.isTrace($0) }
        removed = survey.removed.filter { !Self.isTrace($0) && !restored.contains($0) }
    }

    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    private static func isTrace(_ path: String) -> Bool { path.hasPrefix("\(traceDirectory)/") }
}

extension StagedTree {
    /// Compares staging with the live generation.
    ///
    /// - Returns: nil when nothing is live.
    package borrowing func difference() throws(PublishingError) -> StagingDifference? {
        guard let live = try Generations(of: root).live else { return nil }
        return try lifting { () throws(SystemCallError) in
            StagingDifference(try TreeSurvey(of: root.staging, comparedWith: root.path(of: live)))
        }
    }

    /// Gives the live generation the traces of staging, each by one rename, where nothing else differs; staging is kept for the
    /// next sync, and is marked as equal to the live generation. The publication lock is held.
    ///
    /// - Parameter compared: the generation that staging was compared with; where nil, the live one.
    /// - Returns: false when another is served by now, for someone rolled back meanwhile: then nothing is changed.
    /// - Throws: `systemCall`.
    @discardableResult
    package consuming func publishTraces(comparedWith compared: GenerationName? = nil) throws(PublishingError) -> Bool {
        guard let live = try Generations(of: root).live, live == compared ?? live else { return false }
        let source = "\(root.staging)/\(StagingDifference.traceDirectory)"
        let target = "\(root.path(of: live))/\(StagingDifference.traceDirectory)"
        let names = try lifting { () throws(SystemCallError) in try regularFiles(in: source) }
        if !names.isEmpty { try effects.perform(.createDirectory(target)) }
        for name in names { try replaceTrace("\(source)/\(name)", "\(target)/\(name)") }
        for name in try lifting({ () throws(SystemCallError) in try regularFiles(in: target) })
        where !names.contains(name) {
            try effects.perform(.removeFile("\(target)/\(name)"))
        }
        if !names.isEmpty { try effects.perform(.syncDirectory(target)) }
        try root.writeStamp(live, effects)
        return true
    }

    private borrowing func replaceTrace(_ source: String, _ target: String) throws(PublishingError) {
        let isSame = try lifting { () throws(SystemCallError) in
            try fileStatus(source, followingLinks: false)?.inode == fileStatus(target, followingLinks: false)?.inode
        }
        // rename(2) of two names of one file does nothing, and would leave the temporary name.
        if isSame { return }
        try effects.perform(.syncFile(source))
        try effects.perform(.removeFile(root.temporary))
        try effects.perform(.link(source, to: root.temporary))
        try effects.perform(.rename(root.temporary, to: target))
    }
}

/// The names of the regular files in a directory, sorted; none where there is no directory.
private func regularFiles(in directory: String) throws(SystemCallError) -> [String] {
    var names: [String] = []
    for name in try entryNames(directory).sorted() {
        if try fileStatus("\(directory)/\(name)", followingLinks: false)?.kind == .regular { names.append(name) }
    }
    return names
}
