/// Why a name led to no address.
package enum ResolutionFailure: Error, Sendable, Hashable {
    /// The name is not there, or has no address.
    case notFound
    /// No name server answered, or none that knew. The text is that of gai_strerror(3).
    case unavailable(reason: String)
    case timeout(seconds: Double)
    case tooManyAddresses(count: Int)
    /// So many look-ups hang already that no other is begun.
    case tooManyHanging(count: Int)

    package var message: String {
        switch self {
        case .notFound: "the name has no address"
        case .unavailable(let reason): "the name could not be looked up: \(reason)"
        case .timeout(let seconds): "the name was not found within \(secondsText(seconds))"
        case .tooManyAddresses(let count): "the name leads to \(count) addresses"
        case .tooManyHanging(let count): "\(count) look-ups of names hang, no other was begun"
        }
    }
}
