import CCurl

/// The server's side of one TLS connection. The corresponding C functions are those of ssl(7).
final class TestTLS {
    private let context: OpaquePointer
    private let connection: OpaquePointer

    /// Makes the handshake; nil where it fails.
    init?(_ socket: Int32, _ certificate: TestCertificate) {
        guard let context = SSL_CTX_new(TLS_server_method()) else { return nil }
        guard SSL_CTX_use_certificate_chain_file(context, certificate.path) == 1,
            SSL_CTX_use_PrivateKey_file(context, certificate.keyPath, SSL_FILETYPE_PEM) == 1,
            let connection = SSL_new(context)
        else {
            SSL_CTX_free(context)
            return nil
        }
        self.context = context
        self.connection = connection
        SSL_set_fd(connection, socket)
        if SSL_accept(connection) != 1 { return nil }
    }

    deinit {
        SSL_free(connection)
        SSL_CTX_free(context)
    }

    func read(_ buffer: inout [UInt8]) -> Int { Int(SSL_read(connection, &buffer, Int32(buffer.count))) }

    func write(_ bytes: UnsafeRawBufferPointer) -> Int {
        Int(SSL_write(connection, bytes.baseAddress, Int32(min(bytes.count, 1 << 20))))
    }

    func end() { SSL_shutdown(connection) }
}
