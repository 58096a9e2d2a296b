import Glibc

/// Starts `command` with these descriptors as 0, 1, 2, ...; nil is /dev/null. The corresponding C function is `posix_spawn`.
func startProcess(_ command: ChildCommand, descriptors: [Int32?]) throws(SystemCallError) -> pid_t {
    guard
        let executable = findExecutable(command.executable, searchPath: command.environment["PATH"] ?? "")
    else { throw SystemCallError("posix_spawn", command.executable, number: ENOENT) }
    let sources = try SpawnDescriptors(descriptors)
    let settings = try SpawnSettings(sources, workingDirectory: command.workingDirectory)
    let arguments = CStrings([command.executable] + command.arguments)
    let environment = CStrings(command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    return try settings.spawn(executable, arguments, environment)
}

/// Copies of descriptors, numbered above every number that they will have in the child, so that none overwrites another.
private struct SpawnDescriptors: ~Copyable {
    let numbers: [Int32]

    init(_ wanted: [Int32?]) throws(SystemCallError) {
        let null = try Descriptor.open("/dev/null", O_RDWR)
        let lowest = Int32(wanted.count)
        var numbers: [Int32] = []
        do throws(SystemCallError) {
            for number in wanted {
                numbers.append(try checked("fcntl") { fcntl(number ?? null.number, F_DUPFD_CLOEXEC, lowest) })
            }
        } catch {
            for number in numbers { close(number) }
            throw error
        }
        self.numbers = numbers
    }

    deinit { for number in numbers { close(number) } }
}

/// POSIX_SPAWN_SETSID, which glibc defines as a macro that Swift does not see: a session has its own process group, and no
/// terminal on which a child could ask for a password and stop.
private let spawnInNewSession: Int32 = 0x80

/// What posix_spawn(3) does in the child before the program starts.
private struct SpawnSettings: ~Copyable {
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()

    init(_ descriptors: borrowing SpawnDescriptors, workingDirectory: String?) throws(SystemCallError) {
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        var failure: Int32 = 0
        for (target, source) in descriptors.numbers.enumerated() where failure == 0 {
            failure = posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
        }
        if failure == 0 {
            failure = posix_spawn_file_actions_addclosefrom_np(&actions, Int32(descriptors.numbers.count))
        }
        if failure == 0, let workingDirectory {
            failure = posix_spawn_file_actions_addchdir_np(&actions, workingDirectory)
        }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let flags = spawnInNewSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        if failure != 0 { throw SystemCallError("posix_spawn_file_actions", number: failure) }
    }

    deinit {
        var actions = actions
        var attributes = attributes
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
    }

    func spawn(
        _ executable: String, _ arguments: borrowing CStrings, _ environment: borrowing CStrings
    ) throws(SystemCallError) -> pid_t {
        var processID: pid_t = 0
        var actions = actions
        var attributes = attributes
        let failure = posix_spawn(
            &processID, executable, &actions, &attributes, arguments.pointers, environment.pointers)
        if failure != 0 { throw SystemCallError("posix_spawn", executable, number: failure) }
        return processID
    }
}

/// An array of C strings that ends with a null pointer.
private struct CStrings: ~Copyable {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) { pointers = strings.map { strdup($0) } + [nil] }

    deinit { for pointer in pointers { free(pointer) } }
}
