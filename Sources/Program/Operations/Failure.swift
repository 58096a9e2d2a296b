package import Configuration
package import MirrorRegistry
package import Posix
package import Publishing
package import StateStore
package import Transfer
package import Validation

/// Why a use case could not be carried out, with the facts; what is said about it stands in one table, `Failure+Message.swift`.
package enum Failure: Error, Sendable {
    case configuration(ConfigurationError)
    case unknownMirror(String, nearest: String?)
    case usage(String, hint: String)
    case timeZone(String, SourceLine, String)
    case programMissing(String)
    case passwordFile(String, TransferEnding.PasswordFileFault)
    /// Root has started it, and nobody said that it may be root.
    case runByRoot
    case noSuchUser(ConfiguredUser)
    case system(SystemCallError)
    case store(StateStoreError)
    case publishing(PublishingError, mirror: String)
    case validation(ValidationError, mirror: String)
    case transfer(TransferOutcome, mirror: String, upstream: String)
    /// A kept staging tree is asked for and none is there.
    case nothingStaged(mirror: String)
    case noSuchSuite(String, mirror: String, known: [String])
    case locked(mirror: String, kind: String, holder: String)
    /// Not by the process that the lock file names, which has gone, nor by what it left behind.
    case lockHeldByStranger(String, processes: [Int32])
    case orphanSurvived(mirror: String, processes: [Int32])
    case noSuchGeneration(String, mirror: String)
    case unreadableKeyring(String, SystemCallError)
    /// What a person or a mail wishes for a listing is not allowed where it stands.
    case transition(TransitionFault)
    case list(ListPublicationError, registry: String)
    case interrupted(signal: Int32)
    case unexpected(String)

    package init(unexpected error: any Error) { self = .unexpected("\(error)") }

    /// A signal that stopped validation is no failure of it.
    init(_ error: ValidationError, mirror: String) {
        if case .interrupted(let signal) = error {
            self = .interrupted(signal: signal)
        } else {
            self = .validation(error, mirror: mirror)
        }
    }

    init(_ error: ValidationError, keyring: String, mirror: String) {
        if case .system(let cause) = error {
            self = .unreadableKeyring(keyring, cause)
        } else {
            self = .validation(error, mirror: mirror)
        }
    }

    static func ofSystem<Result: ~Copyable>(_ body: () throws(SystemCallError) -> Result) throws(Failure) -> Result {
        do throws(SystemCallError) { return try body() } catch { throw .system(error) }
    }

    static func ofStore<Result: ~Copyable>(_ body: () throws(StateStoreError) -> Result) throws(Failure) -> Result {
        do throws(StateStoreError) { return try body() } catch { throw .store(error) }
    }

    static func ofPublishing<Result: ~Copyable>(
        _ mirror: String, _ body: () throws(PublishingError) -> Result
    ) throws(Failure) -> Result {
        do throws(PublishingError) { return try body() } catch { throw .publishing(error, mirror: mirror) }
    }

    /// The exit status of the program, as `ExitStatus` tells its meaning.
    package var exitStatus: Int32 {
        switch self {
        case .configuration, .timeZone, .unreadableKeyring, .passwordFile, .runByRoot, .noSuchUser: 78
        case .validation(.keyringUnreadable, _): 78
        case .unknownMirror, .usage, .noSuchSuite, .noSuchGeneration, .nothingStaged, .transition: 64
        case .list(let error, _): error.isHeld ? 64 : 40
        case .publishing(let error, _): error.isWrongUsage ? 64 : 40
        case .transfer(let outcome, _, _): outcome.ending.exitStatus
        case .locked: 11
        case .interrupted(let signal): 128 + signal
        case .programMissing, .system, .store, .validation, .orphanSurvived, .lockHeldByStranger, .unexpected: 40
        }
    }
}

extension PublishingError {
    var isWrongUsage: Bool {
        switch self {
        case .noSuchGeneration, .noPredecessor, .generationInUse: true
        default: false
        }
    }
}

extension TransferEnding {
    fileprivate var exitStatus: Int32 {
        if let signal { return 128 + signal }
        return isFaultOfThisMachine ? 40 : 20
    }

    /// The signal that asked to stop, where one did.
    var signal: Int32? { if case .interrupted(let signal) = self { signal } else { nil } }

    var isFaultOfThisMachine: Bool {
        switch self {
        case .localFault, .unexplained: true
        default: false
        }
    }
}
