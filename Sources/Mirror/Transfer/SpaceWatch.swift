import Posix

/// Tells when a transfer has filled its file system beyond what must stay free.
struct SpaceWatch {
    /// A disk that takes 2 GB a second is overrun by so much at most.
    static let interval = Duration.seconds(1)

    private let path: String
    private let minimum: UInt64?
    private var lastLook: ContinuousClock.Instant?

    init(_ request: TransferRequest) {
        path = request.partialDirectory
        minimum = request.minimumFreeByteCount
    }

    var isOn: Bool { minimum != nil }

    /// A file system that cannot be asked stops nothing: rsync will meet what is wrong with it.
    mutating func look(at now: ContinuousClock.Instant) -> StopReason? {
        guard let minimum, lastLook.map({ now - $0 >= Self.interval }) ?? true else { return nil }
        lastLook = now
        guard let space = try? freeSpace(splitPath(path).directory), space.freeByteCount < minimum else { return nil }
        return .tooLittleSpace(freeByteCount: space.freeByteCount, wantedByteCount: minimum)
    }
}
