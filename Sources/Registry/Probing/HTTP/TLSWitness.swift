import CCurl

/// Sees the certificate of a connection while OpenSSL verifies it, also when it is not trusted.
///
/// It lives as long as the handle, not as one request: a server may ask for another handshake in a later one.
final class TLSWitness {
    private(set) var certificate: PeerCertificate?
    /// An `X509_V_ERR_`; 0 where the certificate was verified, or none was shown.
    private(set) var error: Int32 = 0

    /// Whether a handshake began since this was last unset: then there is a connection.
    var didBegin = false

    /// In OpenSSL's words.
    var reason: String { String(cString: X509_verify_cert_error_string(Int(error))) }

    /// Forgets the connection before.
    fileprivate func begin() {
        didBegin = true
        certificate = nil
        error = 0
    }

    /// Verifies as OpenSSL does; the name is compared later, by libcurl.
    fileprivate func verify(_ store: OpaquePointer?) -> Int32 {
        let result = X509_verify_cert(store)
        certificate = X509_STORE_CTX_get0_cert(store).map { PeerCertificate($0) }
        error = result == 1 ? 0 : X509_STORE_CTX_get_error(store)
        return result
    }
}

/// Called by libcurl with the context of a new connection and the witness.
func prepareTLS(
    _: UnsafeMutableRawPointer?, _ tlsContext: UnsafeMutableRawPointer?, _ witness: UnsafeMutableRawPointer?
) -> CURLcode {
    guard let witness else { return CURLE_BAD_FUNCTION_ARGUMENT }
    TLSWitness.at(witness).begin()
    SSL_CTX_set_cert_verify_callback(
        OpaquePointer(tlsContext), { store, witness in witness.map { TLSWitness.at($0).verify(store) } ?? 0 }, witness)
    return CURLE_OK
}

extension TLSWitness {
    fileprivate static func at(_ pointer: UnsafeMutableRawPointer) -> TLSWitness {
        Unmanaged<TLSWitness>.fromOpaque(pointer).takeUnretainedValue()
    }
}
