/// Why a text is no address of a mirror, or none that a registry takes.
package enum MirrorURLFault: Error, Sendable, Hashable {
    case noScheme
    case scheme(String)
    case tooLong(byteCount: Int, limit: Int)
    /// A control character, or a mark that hides or turns text: its number in Unicode.
    case controlCharacter(UInt32)
    case blank
    case backslash
    /// A user or password stands before the host; neither is kept.
    case credentials
    case query
    case fragment
    case noHost
    case host(String)
    /// A number, or numbers, that some readers take for an IPv4 address, as `2130706433` and `0177.0.0.1`.
    case numericHost(String)
    case portMalformed(String)
    /// A percent sign without two hexadecimal digits behind it.
    case percentMalformed
    /// An encoded control character, slash or backslash, as its three characters.
    case percentRefused(String)
    /// A character in the path of an rsync address, which knows no encoding.
    case rsyncPath(String)
    case noModule
    // By policy alone.
    case port(UInt16)
    case singleLabel(String)
    case specialName(String, suffix: String)
    case address(AddressRefusal)

    /// One line without a full stop; what it quotes is bounded and holds no control character.
    package var message: String {
        switch self {
        case .noScheme: "no scheme: expected an address that begins with https://, http:// or rsync://"
        case .scheme(let scheme): "unknown scheme `\(quotable(scheme))`: expected https, http or rsync"
        case .tooLong(let byteCount, let limit): "too long: expected at most \(limit) bytes, found \(byteCount)"
        case .controlCharacter(let number):
            "a control character (U+\(paddedHexadecimal(number))): expected visible characters alone"
        case .blank: "a blank inside of the address: expected %20 in its place"
        case .backslash: "a backslash: expected slashes"
        case .credentials: "a user or password before the host: expected an address that everyone may use"
        case .query: "a query (`?`): expected the directory of the archive"
        case .fragment: "a fragment (`#`): expected the directory of the archive"
        case .noHost: "no host: expected https://host/path/"
        case .host(let host): "no name of a host: `\(quotable(host))`"
        case .numericHost(let host):
            "the host is a number (`\(quotable(host))`): expected a name, or an address of four decimal numbers"
        case .portMalformed(let port): "no port: expected 1 to 65535, found `\(quotable(port))`"
        case .percentMalformed: "a percent sign without two hexadecimal digits behind it"
        case .percentRefused(let text): "`\(quotable(text))` in the path: it would hide a control character or a slash"
        case .rsyncPath(let character):
            "`\(quotable(character))` in the path of an rsync address: expected letters, digits and -._~+@:,="
        case .noModule: "no module: expected rsync://host/module/"
        case .port(let port): "port \(port): expected the scheme's own"
        case .singleLabel(let host): "the host has no domain (`\(quotable(host))`): expected its full name"
        case .specialName(let host, let suffix):
            "no public host (`\(quotable(host))`): `\(suffix)` is set aside for local or special use"
        case .address(let refusal): refusal.message
        }
    }
}

private func paddedHexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
