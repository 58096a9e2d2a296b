import Glibc
package import Posix

/// A socket that listens on a free port of 127.0.0.1, and that port.
func listeningSocket() throws(SystemCallError) -> (descriptor: Int32, port: UInt16) {
    let descriptor = try checked("socket") {
        socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    try withUnsafeMutablePointer(to: &address) { pointer throws(SystemCallError) in
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address throws(SystemCallError) in
            try checked("bind") { bind(descriptor, __CONST_SOCKADDR_ARG(__sockaddr__: address), length) }
            try checked("getsockname") { getsockname(descriptor, __SOCKADDR_ARG(__sockaddr__: address), &length) }
        }
    }
    try checked("listen") { listen(descriptor, 64) }
    return (descriptor, UInt16(bigEndian: address.sin_port))
}

/// A port of 127.0.0.1 on which nothing listens at the moment.
package func freePort() throws(SystemCallError) -> UInt16 {
    let (descriptor, port) = try listeningSocket()
    close(descriptor)
    return port
}

/// Runs `body` on a thread of its own. The corresponding C function is `pthread_create`.
func startThread(_ body: @escaping @Sendable () -> Void) throws(SystemCallError) {
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
