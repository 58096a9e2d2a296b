import Commands
import Glibc
import Operations
import Posix
import Timekeeping

/// The host's full name, as `hostname -f` says it, or the short one where no name service knows more.
func fullHostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    let short = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var hints = addrinfo()
    hints.ai_flags = AI_CANONNAME
    var found: UnsafeMutablePointer<addrinfo>?
    guard !short.contains("."), getaddrinfo(short, nil, &hints, &found) == 0, let first = found else { return short }
    defer { freeaddrinfo(first) }
    return first.pointee.ai_canonname.map { String(cString: $0) } ?? short
}

func environmentVariables() -> [String: String] {
    let names = ["PATH", "HOME", "SSH_AUTH_SOCK", "SUDO_USER", "LOGNAME", "USER"]
    return names.reduce(into: [:]) { result, name in
        if let value = getenv(name) { result[name] = String(cString: value) }
    }
}

/// The name of the user whose rights the process has, where the system knows one.
func userName() -> String? {
    guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return nil }
    return String(cString: name)
}

/// Those that are online and that this process is not kept from.
func usableProcessorCount() -> Int {
    var set = cpu_set_t()
    let isKnown = sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0
    guard isKnown else { return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
    return withUnsafeBytes(of: set) { $0.reduce(0) { $0 + $1.nonzeroBitCount } }
}

func run() -> Int32 {
    // Everything that is made is readable for the web server and writable for its owner alone, whatever the caller's mask.
    umask(0o022)
    guard let bootID = currentBootID(), let process = ProcessIdentity(getpid()),
        let interruption = try? Interruption()
    else {
        let text = "mirrorward: error: /proc is not readable\nmirrorward: hint: mount it\n"
        writeStandardStream(2, text)
        return 40
    }
    let machine = Machine(
        hostName: fullHostName(), bootID: bootID, clock: SystemClock(bootID: bootID),
        environment: environmentVariables(), interruption: interruption, process: process,
        processorCount: usableProcessorCount(), userName: userName(), isSuperuser: geteuid() == 0)
    let console = Console(
        isOutputTerminal: standardOutputIsTerminal(), isErrorTerminal: standardErrorIsTerminal())
    return MirrorwardProgram(machine: machine, console: console).run(Array(CommandLine.arguments.dropFirst()))
}

exit(run())
