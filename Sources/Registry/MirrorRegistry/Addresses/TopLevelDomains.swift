/// The country that the top-level domain of a host stands for.
///
/// - Returns: nil where it stands for none: a generic one, `eu`, an address, and those of countries that are sold to everyone, so
///   that a mirror under `io` says nothing of where it stands.
package func country(ofTopLevelDomainIn host: String) -> String? {
    guard IPAddress(host) == nil else { return nil }
    let labels = asciiLowercased(host).split(separator: ".")
    guard labels.count >= 2, let last = labels.last.map(String.init) else { return nil }
    if let code = exceptions[last] { return code }
    let code = last.uppercased()
    return soldToEveryone.contains(last) || countryName(code) == nil ? nil : code
}

/// Where the domain is not the country's code; the names in other scripts are those of IANA's root zone database, in their ASCII form.
private let exceptions = [
    "uk": "GB", "ac": "SH", "xn--p1ai": "RU", "xn--j1amh": "UA", "xn--90ais": "BY", "xn--90ae": "BG",
    "xn--90a3ac": "RS",
    "xn--qxam": "GR", "xn--fiqs8s": "CN", "xn--fiqz9s": "CN", "xn--kprw13d": "TW", "xn--kpry57d": "TW",
    "xn--j6w193g": "HK", "xn--3e0b707e": "KR", "xn--h2brj9c": "IN", "xn--o3cw4h": "TH", "xn--y9a3aq": "AM",
    "xn--node": "GE", "xn--80ao21a": "KZ",
]

/// Source: Google Search Central, "Managing multi-regional and multilingual sites": those that it takes for generic; and `ai`, `gg`,
/// `ly`, `st`, `to`, `vc`, which are used likewise.
private let soldToEveryone: Set<String> = [
    "ad", "ai", "as", "bz", "cc", "cd", "co", "dj", "fm", "gg", "io", "la", "ly", "me", "ms", "nu", "sc", "sr", "st",
    "su", "to", "tv", "tk", "vc", "ws",
]
