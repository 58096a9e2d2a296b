import CCurl
import Glibc
import MirrorRegistry

/// The IP address in a socket address; nil of any other family.
func ipAddress(_ address: UnsafePointer<sockaddr>) -> IPAddress? {
    let family = Int32(address.pointee.sa_family)
    let raw = UnsafeRawPointer(address)
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let bytes: UnsafeRawPointer
    switch family {
    case AF_INET: bytes = raw + (MemoryLayout<sockaddr_in>.offset(of: \.sin_addr) ?? 0)
    case AF_INET6: bytes = raw + (MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr) ?? 0)
    default: return nil
    }
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return nil }
    return IPAddress(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
}

/// The addresses of this machine's interfaces. The corresponding C function is `getifaddrs`.
func machineAddresses() -> [IPAddress] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    return sequence(first: first, next: { $0?.pointee.ifa_next }).compactMap { entry in
        (entry?.pointee.ifa_addr).flatMap { ipAddress($0) }
    }
}
