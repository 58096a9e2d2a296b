import CCurl
import MirrorRegistry

/// What libcurl is told for one request. Each meaning is in curl_easy_setopt(3).
struct HTTPOptions {
    private(set) var numbers: [(CURLoption, Int)]
    private(set) var texts: [(CURLoption, String?)]
    private(set) var lists: [(CURLoption, [String])]
    /// An announced length beyond it ends the request at once; 0 for none, as of HEAD, whose answer announces a body that does not come.
    let announcedLimit: Int64

    /// - Parameter seconds: how long the request may take.
    init(_ request: HTTPRequest, _ target: HTTPTarget, _ pins: [IPAddress], _ settings: HTTPSettings, seconds: Double) {
        announcedLimit = request.method == .head ? 0 : request.byteLimit
        numbers = Self.manners + Self.bounds(settings, seconds)
        numbers.append((CURLOPT_IPRESOLVE, Self.resolve(request.family)))
        if request.method == .head { numbers.append((CURLOPT_NOBODY, 1)) }
        texts = [
            (CURLOPT_URL, target.text), (CURLOPT_USERAGENT, settings.userAgent),
            (CURLOPT_RANGE, request.range.map { "\($0.lowerBound)-\($0.upperBound)" }),
            // Else the environment names a proxy, which would make the connections in our place.
            (CURLOPT_PROXY, ""), (CURLOPT_NOPROXY, "*"),
            (CURLOPT_PROTOCOLS_STR, "http,https"),
        ]
        if let authorities = settings.certificateAuthorities {
            texts += [(CURLOPT_CAINFO, authorities), (CURLOPT_CAPATH, nil)]
        }
        // A body of a few bytes may unpack to gigabytes: none is asked for packed, none is unpacked.
        lists = [(CURLOPT_HTTPHEADER, ["Accept-Encoding: identity", "Accept: */*"])]
        if let pin = Self.pin(target, pins) { lists.append((CURLOPT_RESOLVE, [pin])) }
    }

    private static let manners: [(CURLoption, Int)] = [
        // Threads: no signal may end a look-up.
        (CURLOPT_NOSIGNAL, 1), (CURLOPT_NOPROGRESS, 0),
        (CURLOPT_FOLLOWLOCATION, 0), (CURLOPT_PATH_AS_IS, 1), (CURLOPT_DISALLOW_USERNAME_IN_URL, 1),
        (CURLOPT_NETRC, 0), (CURLOPT_HTTP_CONTENT_DECODING, 0), (CURLOPT_HTTP09_ALLOWED, 0),
        (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)),
        (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)), (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
        // A resumed TLS session shows no certificate.
        (CURLOPT_SSL_SESSIONID_CACHE, 0),
        (CURLOPT_MAXCONNECTS, 1), (CURLOPT_BUFFERSIZE, 16 << 10),
    ]

    private static func bounds(_ settings: HTTPSettings, _ seconds: Double) -> [(CURLoption, Int)] {
        [
            // 0 would mean no limit.
            (CURLOPT_TIMEOUT_MS, max(1, milliseconds(seconds))),
            (CURLOPT_CONNECTTIMEOUT_MS, max(1, milliseconds(settings.connectSeconds))),
            (CURLOPT_LOW_SPEED_LIMIT, settings.slowBytesPerSecond), (CURLOPT_LOW_SPEED_TIME, settings.slowSeconds),
        ]
    }

    private static func milliseconds(_ seconds: Double) -> Int {
        Int((min(max(seconds, 0), 86_400) * 1000).rounded(.up))
    }

    private static func resolve(_ family: AddressFamily) -> Int {
        switch family {
        case .any: Int(CURL_IPRESOLVE_WHATEVER)
        case .ipv4: Int(CURL_IPRESOLVE_V4)
        case .ipv6: Int(CURL_IPRESOLVE_V6)
        }
    }

    /// `host:port:address,[address]`, so that libcurl looks up nothing; nil where the host is an address itself.
    private static func pin(_ target: HTTPTarget, _ addresses: [IPAddress]) -> String? {
        guard IPAddress(target.origin.host) == nil, !addresses.isEmpty else { return nil }
        let list = addresses.map { $0.isIPv6 ? "[\($0.text)]" : $0.text }.joined(separator: ",")
        return "\(target.origin.host):\(target.origin.effectivePort):\(list)"
    }
}
