import CCurl
import Glibc
package import Posix

/// A socket that listens on a free port of 127.0.0.1, and that port.
func listeningSocket() throws(SystemCallError) -> (descriptor: Int32, port: UInt16) {
    try listeningSocket(at: "127.0.0.1", port: 0)
}

/// A socket that listens on an address of this machine, of either family, and its port; 0 asks for a free one.
func listeningSocket(at address: String, port: UInt16) throws(SystemCallError) -> (descriptor: Int32, port: UInt16) {
    let (descriptor, port) = try boundSocket(SOCK_STREAM, at: address, port: port)
    do throws(SystemCallError) {
        try checked("listen") { listen(descriptor, 64) }
        return (descriptor, port)
    } catch {
        close(descriptor)
        throw error
    }
}

/// A socket of that kind, bound as `listeningSocket` is.
func boundSocket(
    _ kind: __socket_type, at address: String, port: UInt16
) throws(SystemCallError) -> (descriptor: Int32, port: UInt16) {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE
    hints.ai_socktype = Int32(kind.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address, String(port), &hints, &found) == 0, let place = found?.pointee else {
        throw SystemCallError("getaddrinfo", address, number: EINVAL)
    }
    defer { freeaddrinfo(found) }
    let descriptor = try checked("socket") {
        socket(place.ai_family, place.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    }
    do throws(SystemCallError) {
        try checked("bind", address) {
            bind(descriptor, __CONST_SOCKADDR_ARG(__sockaddr__: place.ai_addr), place.ai_addrlen)
        }
        return (descriptor, try localPort(of: descriptor))
    } catch {
        close(descriptor)
        throw error
    }
}

private func localPort(of descriptor: Int32) throws(SystemCallError) -> UInt16 {
    var address = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return try withUnsafeMutablePointer(to: &address) { pointer throws(SystemCallError) in
        let name = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: sockaddr.self)
        try checked("getsockname") { getsockname(descriptor, __SOCKADDR_ARG(__sockaddr__: name), &length) }
        // The port stands in the same place in both families.
        return UnsafeRawPointer(pointer).loadUnaligned(fromByteOffset: 2, as: UInt16.self).bigEndian
    }
}

/// A port of 127.0.0.1 on which nothing listens at the moment.
package func freePort() throws(SystemCallError) -> UInt16 {
    let (descriptor, port) = try listeningSocket()
    close(descriptor)
    return port
}

/// Runs `body` on a thread of its own. The corresponding C function is `pthread_create`.
package func startThread(_ body: @escaping @Sendable () -> Void) throws(SystemCallError) {
    final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let failure = pthread_create(
        &thread, nil,
        { argument in
            if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }, box.toOpaque())
    guard failure == 0 else {
        box.release()
        throw SystemCallError("pthread_create", number: failure)
    }
    pthread_detach(thread)
}
