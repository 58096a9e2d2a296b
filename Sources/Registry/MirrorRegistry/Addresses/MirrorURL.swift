/// The address of a mirror in its normal form: two addresses of one place are equal.
///
/// Scheme and host are in lower case, the host an IDNA A-label form or an address literal, no default port, no dot segments, one
/// slash at the end, no user, query or fragment. Source: RFC 3986, section 6; RFC 5891.
package struct MirrorURL: Sendable, Hashable {
    package let scheme: MirrorScheme
    /// A name in lower case and ASCII, or an IPv4 or IPv6 address, without brackets.
    package let host: String
    /// nil for the scheme's own.
    package let port: UInt16?
    /// Percent-encoded where it has to be; begins and ends with a slash. Of rsync it begins with the module: `/module/path/`.
    package let path: String

    /// Of parts that are in the normal form already.
    init(normalScheme scheme: MirrorScheme, host: String, port: UInt16?, path: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
    }

    /// `host`, in brackets where it is an IPv6 address, with the port where it is not the scheme's own.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }

    package var text: String { "\(scheme.rawValue)://\(authority)\(path)" }

    package var effectivePort: UInt16 { port ?? scheme.defaultPort }
}

extension MirrorURL: Comparable {
    package static func < (left: MirrorURL, right: MirrorURL) -> Bool {
        (left.scheme, left.host, left.effectivePort, left.path)
            < (right.scheme, right.host, right.effectivePort, right.path)
    }
}

extension MirrorURL: Codable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(MirrorURLFault) { self = try MirrorURL(text) } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no address of a mirror: \(text)")
        }
    }
}
