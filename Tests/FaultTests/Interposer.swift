import Glibc
import Posix
import TestSupport

/// The library of `Tests/Faults/interposer.c`, compiled once for this run of the tests.
enum Interposer {
    private struct Build {
        let directory: TemporaryDirectoryBox
        let path: String
    }

    private static let built = Result { () throws -> Build in
        let directory = TemporaryDirectoryBox(try TemporaryDirectory())
        let path = "\(directory.path)/interposer.so"
        try runSuccessfully("cc", ["-shared", "-fPIC", "-O1", "-o", path, source])
        return Build(directory: directory, path: path)
    }

    private static var source: String {
        let tests = splitPath(splitPath(#filePath).directory).directory
        return "\(tests)/Faults/interposer.c"
    }

    /// The environment of a mirrorward whose changes below these directories are counted, and to which `fault` happens.
    ///
    /// - Parameters:
    ///   - list: the file to which each step is written.
    ///   - dropped: names of fsync(2) and its kind that are left out, as by a program that forgot them.
    ///   - isSynced: whether fsync(2) and its kind are carried out, which a killed process does not need.
    static func environment(
        below directories: [String], list: String, fault: PlannedFault?, dropped: String? = nil, isSynced: Bool
    ) throws -> [String: String] {
        var environment = defaultEnvironment
        environment["LD_PRELOAD"] = try built.get().path
        environment["MIRRORWARD_FAULT_BELOW"] = directories.joined(separator: ":")
        environment["MIRRORWARD_FAULT_LIST"] = list
        if !isSynced { environment["MIRRORWARD_FAULT_UNSYNCED"] = "1" }
        environment["MIRRORWARD_FAULT_DROP"] = dropped
        guard let fault else { return environment }
        environment["MIRRORWARD_FAULT_AT"] = "\(fault.step)"
        environment["MIRRORWARD_FAULT_ACTION"] = fault.fault.action
        if fault.fault.hitsOpens { environment["MIRRORWARD_FAULT_OPENS"] = "1" }
        return environment
    }
}

/// A directory that lasts as long as the process.
final class TemporaryDirectoryBox: Sendable {
    private let directory: TemporaryDirectory

    init(_ directory: consuming TemporaryDirectory) { self.directory = directory }

    var path: String { directory.path }
}
