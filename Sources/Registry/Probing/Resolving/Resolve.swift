import CCurl
import Glibc
package import MirrorRegistry

/// All addresses of `host`, in the order in which the system prefers them. The corresponding C function is `getaddrinfo`.
///
/// A name server that does not answer holds this up for `seconds` at the most.
package func resolve(_ host: String, seconds: Double) -> Result<[IPAddress], ResolutionFailure> {
    do throws(ResolutionFailure) {
        guard let found = try bounded(seconds: seconds, { lookUp(host) }) else {
            return .failure(.timeout(seconds: seconds))
        }
        return found
    } catch {
        return .failure(error)
    }
}

private func lookUp(_ host: String) -> Result<[IPAddress], ResolutionFailure> {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var first: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, nil, &hints, &first)
    guard status == 0 else {
        if status == EAI_NONAME || status == EAI_NODATA { return .failure(.notFound) }
        return .failure(.unavailable(reason: String(cString: gai_strerror(status))))
    }
    defer { freeaddrinfo(first) }
    var addresses: [IPAddress] = []
    for entry in sequence(first: first, next: { $0?.pointee.ai_next }) {
        guard let address = (entry?.pointee.ai_addr).flatMap({ ipAddress($0) }) else { continue }
        if !addresses.contains(address) { addresses.append(address) }
    }
    return addresses.isEmpty ? .failure(.notFound) : .success(addresses)
}
