import Glibc
import Posix

/// A certificate that a test server shows, with its key; both made by openssl(1).
package struct TestCertificate: Sendable {
    /// PEM files.
    package let path: String
    package let keyPath: String
}

/// An authority of a test's own, with the certificates that it signs, removed when it goes out of scope.
package struct TestAuthority: ~Copyable {
    private let directory: TemporaryDirectory

    package init() throws {
        let directory = try TemporaryDirectory()
        try Self.openssl(
            Self.newKey("authority", in: directory.path) + ["-x509", "-days", "3650", "-subj", "/CN=Test authority"])
        self.directory = directory
    }

    /// To be trusted by a client.
    package var path: String { "\(directory.path)/authority.pem" }

    /// A certificate for `host`, a name or an address, that ends in so many days; -1 has ended already.
    package func certificate(for host: String, days: Int = 30) throws -> TestCertificate {
        let name = "\(host.replacing(":", with: "_"))\(days)"
        let path = "\(directory.path)/\(name)"
        let kind = isAddress(host) ? "IP" : "DNS"
        try directory.write("subjectAltName=\(kind):\(host)\n", to: "\(name).ext")
        try Self.openssl(
            ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=\(host)"]
                + ["-keyout", "\(path).key", "-out", "\(path).csr"])
        try Self.openssl(
            ["x509", "-req", "-in", "\(path).csr", "-CA", self.path, "-CAkey", "\(directory.path)/authority.key"]
                + ["-CAcreateserial", "-days", "\(days)", "-extfile", "\(path).ext", "-out", "\(path).pem"])
        return TestCertificate(path: "\(path).pem", keyPath: "\(path).key")
    }

    /// A certificate that nobody else signed.
    package func selfSigned(for host: String) throws -> TestCertificate {
        let path = "\(directory.path)/self-\(host)"
        try Self.openssl(
            Self.newKey("self-\(host)", in: directory.path)
                + ["-x509", "-days", "30", "-subj", "/CN=\(host)", "-addext", "subjectAltName=DNS:\(host)"])
        return TestCertificate(path: "\(path).pem", keyPath: "\(path).key")
    }

    private static func newKey(_ name: String, in directory: String) -> [String] {
        ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
            + ["-keyout", "\(directory)/\(name).key", "-out", "\(directory)/\(name).pem"]
    }

    private static func openssl(_ arguments: [String]) throws { try runSuccessfully("openssl", arguments) }
}

private func isAddress(_ host: String) -> Bool { host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." } }
