import CCurl
import Glibc

extension HTTPFault {
    /// What a failure of libcurl means; nil where the request succeeded as far as it is wanted.
    ///
    /// - Parameter seconds: how long the request was allowed to take.
    init?(_ result: HTTPConnection.Result, _ exchange: HTTPExchange, _ settings: HTTPSettings, seconds: Double) {
        if result.code == CURLE_OK || exchange.reception.stop == .enoughOfRedirect { return nil }
        self =
            exchange.reception.stop.map { Self.limit($0, exchange.reception, settings) } ?? exchange.sockets
            .fault
            ?? Self.named(result, exchange, settings, seconds)
    }

    private static func limit(
        _ stop: HTTPReception.Stop, _ reception: HTTPReception, _ settings: HTTPSettings
    ) -> HTTPFault {
        switch stop {
        case .bytesSpent: .bytesSpent(limit: settings.byteLimit)
        case .headersTooLong: .headersTooLong(limit: settings.headerLimit)
        case .bodyTooLong, .enoughOfRedirect:
            .bodyTooLong(limit: reception.bodyLimit, announced: reception.announcedByteCount)
        }
    }

    private static func named(
        _ result: HTTPConnection.Result, _ exchange: HTTPExchange, _ settings: HTTPSettings, _ seconds: Double
    ) -> HTTPFault {
        switch result.code {
        case CURLE_COULDNT_CONNECT: return connection(result)
        case CURLE_OPERATION_TIMEDOUT: return timeout(result, exchange, settings, seconds)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR:
            return .tls(TLSFailure(result))
        case CURLE_FILESIZE_EXCEEDED:
            return .bodyTooLong(limit: exchange.reception.bodyLimit, announced: exchange.reception.announcedByteCount)
        case CURLE_PARTIAL_FILE: return cut(result, exchange)
        case CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2_STREAM, CURLE_HTTP2, CURLE_SEND_ERROR:
            return exchange.reception.status == nil ? .connection(reason: result.reason) : cut(result, exchange)
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            return .malformedAnswer(reason: result.reason)
        // So ends a header that is too long for libcurl's own buffer.
        case CURLE_OUT_OF_MEMORY where exchange.reception.body.isEmpty && !result.address.isEmpty:
            return .headersTooLong(limit: settings.headerLimit)
        case CURLE_ABORTED_BY_CALLBACK: return .interrupted
        default: return .system(reason: result.reason)
        }
    }

    private static func cut(_ result: HTTPConnection.Result, _ exchange: HTTPExchange) -> HTTPFault {
        .cutShort(received: Int64(exchange.reception.body.count), announced: exchange.reception.announcedByteCount)
    }

    private static func connection(_ result: HTTPConnection.Result) -> HTTPFault {
        switch result.systemError {
        case ECONNREFUSED: .connectionRefused
        case ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT, EPERM, EACCES:
            .unreachable(reason: String(cString: strerror(result.systemError)))
        case ECONNRESET: .connection(reason: String(cString: strerror(result.systemError)))
        default: .connection(reason: result.reason)
        }
    }

    private static func timeout(
        _ result: HTTPConnection.Result, _ exchange: HTTPExchange, _ settings: HTTPSettings, _ seconds: Double
    ) -> HTTPFault {
        let isSlow = result.reason.hasPrefix("Operation too slow")
        if exchange.reception.receivedByteCount > 0 {
            return isSlow
                ? .tooSlow(bytesPerSecond: settings.slowBytesPerSecond, seconds: settings.slowSeconds)
                : .timeout(.receiving, seconds: seconds)
        }
        let connectLimit = min(settings.connectSeconds, seconds)
        if result.didBeginHandshake, result.handshakeSeconds == 0 {
            return .timeout(.handshaking, seconds: connectLimit)
        }
        if result.connectSeconds == 0 { return .timeout(.connecting, seconds: connectLimit) }
        return .timeout(.waiting, seconds: isSlow ? Double(settings.slowSeconds) : seconds)
    }
}

extension TLSFailure {
    fileprivate init(_ result: HTTPConnection.Result) {
        if let distrust = result.distrust {
            self = distrust
        } else {
            let isNameWrong = result.code == CURLE_PEER_FAILED_VERIFICATION && result.certificate != nil
            self.init(isNameWrong ? .otherName : .handshake, reason: result.reason)
        }
    }
}

extension TLSWitness {
    var distrust: TLSFailure? { error == 0 ? nil : TLSFailure(kind, reason: reason) }

    /// The names of the errors are in X509_STORE_CTX_get_error(3).
    private var kind: TLSFailure.Kind {
        switch error {
        case X509_V_ERR_CERT_HAS_EXPIRED: .expired
        case X509_V_ERR_CERT_NOT_YET_VALID: .notYetValid
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: .selfSigned
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
            X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            .unknownAuthority
        default: .untrusted
        }
    }
}
