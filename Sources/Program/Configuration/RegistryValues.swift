import MirrorRegistry

/// The address of a directory, with one of `schemes`.
func readMirrorURL(_ value: String, _ schemes: [MirrorScheme], _ store: (MirrorURL) -> Void) -> String? {
    let expected = "an address that begins with " + schemes.map { "\($0.rawValue)://" }.joined(separator: " or ")
    do throws(MirrorURLFault) {
        let url = try MirrorURL(value)
        guard schemes.contains(url.scheme) else { return expected }
        store(url)
        return nil
    } catch {
        switch error {
        case .noScheme, .scheme: return expected
        default: return "\(expected) (\(error.message))"
        }
    }
}

/// Addresses over http or https, one a word.
func readControls(_ value: String, _ store: ([MirrorURL]) -> Void) -> String? {
    let urls = words(value).compactMap { try? MirrorURL($0) }
    store(urls)
    let isSound = !urls.isEmpty && urls.count == words(value).count && urls.allSatisfy { $0.scheme != .rsync }
    return isSound ? nil : "http or https addresses that answer whenever the network works, one a word"
}

/// The address of a page; it may have a query, and need not end with a slash.
func readWebAddress(_ value: String, _ store: (String) -> Void) -> String? {
    store(value)
    return isWebAddress(value) ? nil : "an http or https address"
}

func isWebAddress(_ value: String) -> Bool {
    let isPlain = value.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value < 0x7F && !"<>\"'`\\".unicodeScalars.contains($0)
    }
    guard isPlain, let url = try? MirrorURL(String(value.prefix { $0 != "?" && $0 != "#" })) else { return false }
    return url.scheme != .rsync
}

func readContact(_ value: String, _ store: (String) -> Void) -> String? {
    store(value)
    return isWebAddress(value) || isMailAddress(value) ? nil : "a mail address, or an http or https one"
}

/// Whether `text` is one bare address, which may stand in a header as it is.
func isMailAddress(_ text: String) -> Bool { MailAddress(plain: text) != nil }

/// A line of text.
func readLine(_ value: String, _ store: (String) -> Void) -> String? {
    store(value)
    let isLine = !value.isEmpty && value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    return isLine ? nil : "one line of text"
}

func isPlainPath(_ value: String) -> Bool {
    value.hasPrefix("/")
        && value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && $0 != "]" && $0 != "," }
}

/// 40 hexadecimal digits, or the 64 of a later version of OpenPGP, as GnuPG shows them, with blanks. Source: RFC 9580, section 5.5.4.
func readFingerprint(_ value: String, _ store: (String) -> Void) -> String? {
    let digits = words(value).joined()
    store(digits.uppercased())
    let isSound =
        [40, 64].contains(digits.utf8.count) && digits.utf8.count == digits.count && digits.allSatisfy(\.isHexDigit)
    return isSound ? nil : "the fingerprint of a key in full, 40 or 64 hexadecimal digits"
}

func readNetworks(_ value: String, _ store: ([IPNetwork]) -> Void) -> String? {
    let networks = words(value).compactMap { IPNetwork($0) }
    store(networks)
    let isSound = !networks.isEmpty && networks.count == words(value).count
    return isSound ? nil : "addresses or networks, one a word, as 127.0.0.0/8 or ::1"
}

/// Ports, or `any`.
func readPorts(_ value: String, _ store: (Set<UInt16>, _ allowsAny: Bool) -> Void) -> String? {
    if value.lowercased() == "any" {
        store([], true)
        return nil
    }
    let ports = words(value).compactMap { UInt16($0) }
    store(Set(ports), false)
    let isSound = !ports.isEmpty && ports.count == words(value).count && !ports.contains(0)
    return isSound ? nil : "ports from 1 to 65535, one a word, or any"
}

/// Names of hosts that are special, as `localhost`.
func readHostNames(_ value: String, _ store: (Set<String>) -> Void) -> String? {
    let names = words(value).map { $0.lowercased() }
    store(Set(names))
    let isSound =
        !names.isEmpty
        && names.allSatisfy { name in
            name.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "."
            }
        }
    return isSound ? nil : "names of hosts, one a word, as localhost"
}
