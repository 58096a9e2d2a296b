import CCurl
import MirrorRegistry

/// A handle of libcurl with at most one open connection, which the next request to the same origin uses again.
final class HTTPConnection {
    /// What one connection serves.
    struct Key: Hashable {
        let origin: MirrorURL
        let family: AddressFamily
    }

    let key: Key
    private let handle: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private let witness = TLSWitness()

    private static let errorTextSize = Int(CURL_ERROR_SIZE)
    private static let isLibraryReady = curl_global_init(MW_GLOBAL_DEFAULT) == CURLE_OK

    /// nil where libcurl has no memory.
    init?(_ key: Key) {
        guard Self.isLibraryReady, let handle = curl_easy_init() else { return nil }
        self.key = key
        self.handle = handle
        errorText = .allocate(capacity: Self.errorTextSize)
        errorText.initialize(repeating: 0, count: Self.errorTextSize)
    }

    deinit {
        // The exchange of the last request is gone, and the handle must not point to it.
        curl_easy_reset(handle)
        // The end of a TLS connection is written, too.
        withoutBrokenPipeSignal { curl_easy_cleanup(handle) }
        errorText.deallocate()
    }

    /// How one request went, in libcurl's terms.
    struct Result {
        let code: CURLcode
        /// libcurl's words for a failure.
        let reason: String
        let systemError: Int32
        let address: String
        let httpVersion: String
        let connectSeconds: Double
        /// Whether the connection was made as far as TLS.
        let didBeginHandshake: Bool
        let handshakeSeconds: Double
        let firstByteSeconds: Double
        let seconds: Double
        let certificate: PeerCertificate?
        /// Why the certificate is not trusted, where it is not.
        let distrust: TLSFailure?
    }

    /// Makes one request and waits for its end.
    func perform(_ options: HTTPOptions, _ exchange: HTTPExchange) -> Result {
        curl_easy_reset(handle)
        errorText.update(repeating: 0, count: Self.errorTextSize)
        witness.didBegin = false
        let lists = CurlLists(options)
        var code = set(options, lists, Unmanaged.passUnretained(exchange).toOpaque())
        if code == CURLE_OK {
            code = withExtendedLifetime((exchange, lists)) {
                withoutBrokenPipeSignal { curl_easy_perform(handle) }
            }
        }
        return result(code)
    }

    private func set(_ options: HTTPOptions, _ lists: CurlLists, _ context: UnsafeMutableRawPointer) -> CURLcode {
        for (option, value) in options.numbers {
            let code = mw_set_long(handle, option, value)
            if code != CURLE_OK { return code }
        }
        for (option, value) in options.texts {
            let code = mw_set_string(handle, option, value)
            if code != CURLE_OK { return code }
        }
        for (option, value) in lists.lists {
            let code = mw_set_list(handle, option, value)
            if code != CURLE_OK { return code }
        }
        return firstFailure(
            mw_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(options.announcedLimit)),
            mw_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText),
            mw_set_write(handle, CURLOPT_HEADERFUNCTION, takeHeader),
            mw_set_pointer(handle, CURLOPT_HEADERDATA, context),
            mw_set_write(handle, CURLOPT_WRITEFUNCTION, takeBody),
            mw_set_pointer(handle, CURLOPT_WRITEDATA, context),
            mw_set_progress(handle, lookForInterruption),
            mw_set_pointer(handle, CURLOPT_XFERINFODATA, context),
            mw_set_open_socket(handle, openSocket),
            mw_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context),
            mw_set_ssl_context(handle, prepareTLS),
            mw_set_pointer(handle, CURLOPT_SSL_CTX_DATA, Unmanaged.passUnretained(witness).toOpaque()))
    }

    private func firstFailure(_ codes: CURLcode...) -> CURLcode { codes.first { $0 != CURLE_OK } ?? CURLE_OK }

    private func result(_ code: CURLcode) -> Result {
        let reason = String(cString: errorText)
        return Result(
            code: code, reason: reason.isEmpty ? String(cString: curl_easy_strerror(code)) : reason,
            systemError: Int32(truncatingIfNeeded: long(CURLINFO_OS_ERRNO)), address: text(CURLINFO_PRIMARY_IP),
            httpVersion: httpVersion(long(CURLINFO_HTTP_VERSION)), connectSeconds: seconds(CURLINFO_CONNECT_TIME_T),
            didBeginHandshake: witness.didBegin, handshakeSeconds: seconds(CURLINFO_APPCONNECT_TIME_T),
            firstByteSeconds: seconds(CURLINFO_STARTTRANSFER_TIME_T), seconds: seconds(CURLINFO_TOTAL_TIME_T),
            certificate: witness.certificate,
            distrust: witness.distrust)
    }

    private func long(_ name: CURLINFO) -> Int {
        var value = 0
        return mw_get_long(handle, name, &value) == CURLE_OK ? value : 0
    }

    private func offset(_ name: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        return mw_get_offset(handle, name, &value) == CURLE_OK ? Int64(value) : -1
    }

    private func text(_ name: CURLINFO) -> String {
        var value: UnsafePointer<CChar>?
        guard mw_get_string(handle, name, &value) == CURLE_OK, let value else { return "" }
        return String(cString: value)
    }

    /// libcurl counts microseconds.
    private func seconds(_ name: CURLINFO) -> Double { max(0, Double(offset(name)) / 1e6) }

    private func httpVersion(_ number: Int) -> String {
        switch number {
        case Int(CURL_HTTP_VERSION_1_0): "1.0"
        case Int(CURL_HTTP_VERSION_2_0): "2"
        default: "1.1"
        }
    }
}

/// Lists that libcurl keeps no copy of while a request is made.
private final class CurlLists {
    let lists: [(CURLoption, UnsafeMutablePointer<curl_slist>?)]

    init(_ options: HTTPOptions) {
        lists = options.lists.map { option, texts in
            var list: UnsafeMutablePointer<curl_slist>?
            for text in texts { list = curl_slist_append(list, text) ?? list }
            return (option, list)
        }
    }

    deinit {
        for (_, list) in lists { curl_slist_free_all(list) }
    }
}
