import Glibc
package import Posix

/// An rsync daemon of a test's own on a free port of the loopback address, ended when it goes out of scope.
package struct RsyncDaemon: ~Copyable {
    package let port: UInt16
    private let child: Child
    private let logFile: String

    /// Starts the daemon and waits until it listens.
    ///
    /// - Parameters:
    ///   - directory: for the configuration and the log.
    ///   - modules: the name of each module and the lines of its section, `path = /...` among them.
    ///   - globals: further lines before the modules, as `motd file = /...`.
    ///   - options: further ones of the daemon's command line, as `--bwlimit=100`.
    /// - Throws: `SystemCallError`; ETIMEDOUT when it does not listen within 10 seconds.
    package init(
        in directory: String, modules: [String: [String]], globals: [String] = [], options: [String] = []
    ) throws(SystemCallError) {
        var failure = SystemCallError("listen", number: ETIMEDOUT)
        // Someone may take the free port before the daemon does: then there is another.
        for attempt in 0..<5 {
            do throws(SystemCallError) {
                self = try Self.start(in: directory, modules, globals, options, attempt)
                return
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// `rsync://127.0.0.1:<port>/<module>/`.
    package func url(_ module: String) -> String { "rsync://127.0.0.1:\(port)/\(module)/" }

    /// The lines of the daemon's log so far.
    package var log: [String] {
        let bytes = (try? readFile(logFile, limit: 64 << 20)) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// How many transfers were begun: lines such as `rsync on repo/ from localhost (127.0.0.1)`.
    package var transferCount: Int { log.count { $0.contains("] rsync on ") && $0.contains(" from ") } }

    /// How many connections came, whatever they asked for.
    package var connectionCount: Int { log.count { $0.contains("] connect from ") } }

    private init(port: UInt16, child: consuming Child, logFile: String) {
        self.port = port
        self.child = child
        self.logFile = logFile
    }

    private static func start(
        in directory: String, _ modules: [String: [String]], _ globals: [String], _ options: [String], _ attempt: Int
    ) throws(SystemCallError) -> RsyncDaemon {
        let port = try freePort()
        let logFile = "\(directory)/rsyncd-\(attempt).log"
        let configuration = "\(directory)/rsyncd-\(attempt).conf"
        var lines = ["use chroot = no", "log file = \(logFile)", "reverse lookup = no"] + globals
        for (name, section) in modules.sorted(by: { $0.key < $1.key }) { lines += ["[\(name)]"] + section }
        try replaceFile(configuration, with: Array((lines.joined(separator: "\n") + "\n").utf8))
        let command = ChildCommand(
            executable: "rsync",
            arguments: [
                "--daemon", "--no-detach", "--address=127.0.0.1", "--port=\(port)", "--config=\(configuration)",
            ] + options, environment: ["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"])
        let child = try Child.spawn(command)
        for _ in 0..<500 {
            if try child.peek() != nil { throw SystemCallError("bind", number: EADDRINUSE) }
            if try isListening(port) { return RsyncDaemon(port: port, child: child, logFile: logFile) }
            usleep(20_000)
        }
        throw SystemCallError("listen", number: ETIMEDOUT)
    }
}

/// Whether somebody listens on `port`, told without a connection, which the daemon would count; source: proc(5), /proc/net/tcp.
private func isListening(_ port: UInt16) throws(SystemCallError) -> Bool {
    let digits = String(port, radix: 16, uppercase: true)
    let place = ":" + String(repeating: "0", count: 4 - digits.count) + digits + " 00000000:0000 0A"
    return String(decoding: try readFile("/proc/net/tcp", limit: 16 << 20), as: UTF8.self).contains(place)
}
