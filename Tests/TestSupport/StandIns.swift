import Glibc
import Posix

/// Shell scripts in the place of programs: a directory for the front of PATH.
package struct StandIns: ~Copyable {
    private let directory: TemporaryDirectory

    /// - Parameter scripts: the name of each program and the lines behind its `#!/bin/sh`. The program itself is at `realPath`.
    package init(_ scripts: [String: String]) throws {
        let directory = try TemporaryDirectory()
        for (name, script) in scripts { try install(script, as: "\(directory.path)/\(name)") }
        self.directory = directory
    }

    /// What PATH is for a program that is to find them.
    package var searchPath: String { "\(directory.path):\(usualSearchPath)" }

    /// A file in which a script may note what it did.
    package func path(_ name: String) -> String { "\(directory.path)/\(name)" }

    /// Where the program lies for which another stands in.
    package static func realPath(_ name: String) -> String {
        findExecutable(name, searchPath: usualSearchPath) ?? "/usr/bin/\(name)"
    }
}

/// Were it written by this process, a child that another test starts meanwhile would hold it open: ETXTBSY.
private func install(_ script: String, as path: String) throws {
    let command = ChildCommand(executable: "/usr/bin/install", arguments: ["-m", "755", "/dev/stdin", path])
    let text = Array("#!/bin/sh\n\(script)\n".utf8)
    let result = try runToEnd(command, input: text, outputLimit: 1000, deadlineSeconds: 20)
    guard result.exit == .status(0) else { throw SystemCallError("install", path, number: EIO) }
}

private let usualSearchPath = defaultEnvironment["PATH"] ?? "/usr/bin:/bin"
