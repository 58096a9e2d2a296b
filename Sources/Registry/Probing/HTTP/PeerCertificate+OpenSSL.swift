import ArchiveModel
import CCurl
import Digests
import Glibc
import Timekeeping

extension PeerCertificate {
    /// The facts of an X.509 certificate, which may be hostile: OpenSSL has read it, and each text is bounded.
    init(_ certificate: OpaquePointer) {
        self.init(
            notBefore: instant(X509_get0_notBefore(certificate)), expires: instant(X509_get0_notAfter(certificate)),
            publicKeyDigest: digest(ofKeyIn: certificate),
            subject: name(X509_get_subject_name(certificate)), issuer: name(X509_get_issuer_name(certificate)),
            names: alternativeNames(of: certificate))
    }
}

/// In bytes, of one name or all alternative names together.
private let textLimit = 8 << 10

private func instant(_ time: UnsafePointer<ASN1_TIME>?) -> Instant? {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
    return Instant(secondsSinceEpoch: Int64(timegm(&parts)))
}

private func digest(ofKeyIn certificate: OpaquePointer) -> String {
    let key = X509_get_X509_PUBKEY(certificate)
    var encoded: UnsafeMutablePointer<UInt8>?
    let byteCount = i2d_X509_PUBKEY(key, &encoded)
    guard byteCount > 0, let encoded else { return "" }
    defer { CRYPTO_free(encoded, #file, #line) }
    do throws(DigestError) {
        var hasher = try StreamHasher([.sha256])
        hasher.update(UnsafeRawBufferPointer(start: encoded, count: Int(byteCount)))
        return try hasher.finish().first?.hex ?? ""
    } catch {
        return ""
    }
}

private func name(_ name: OpaquePointer?) -> String {
    guard let name else { return "" }
    return printed { X509_NAME_print_ex($0, name, 0, MW_NAME_ONELINE) >= 0 }
}

private func alternativeNames(of certificate: OpaquePointer) -> [String] {
    let position = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1)
    guard position >= 0, let found = X509_get_ext(certificate, position) else { return [] }
    let text = printed { X509V3_EXT_print($0, found, 0, 0) == 1 }
    return text.split(separator: ",").prefix(100).map { String($0.drop { $0 == " " }) }
}

/// What `body` writes.
private func printed(_ body: (OpaquePointer) -> Bool) -> String {
    guard let sink = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(sink) }
    guard body(sink) else { return "" }
    var bytes = [UInt8](repeating: 0, count: textLimit)
    let byteCount = BIO_read(sink, &bytes, Int32(bytes.count))
    return String(decoding: bytes.prefix(max(0, Int(byteCount))), as: UTF8.self)
}
