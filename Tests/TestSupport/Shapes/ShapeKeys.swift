import Glibc
import Posix

/// The keys of the shapes, made once for all tests of a process, in a GNUPGHOME of their own.
package final class ShapeKeys: Sendable {
    package enum Name: String, Sendable, CaseIterable {
        case archive, second
        /// RSA, for digests that ed25519 does not take.
        case classic
        /// In the keyring, with an expiry in 2020.
        case expired
        /// In the keyring, with its revocation.
        case revoked
        /// In no keyring.
        case foreign
    }

    package static let shared: Result<ShapeKeys, any Error> = Result {
        // A static value is never released: at the end of the process its directory goes, and gpg's agent with it.
        atexit {
            guard case .success(let keys) = ShapeKeys.shared else { return }
            try? keys.remove()
        }
        return try ShapeKeys()
    }

    private let directory: TemporaryDirectory
    private let home: GPGHome
    /// Holds the public keys with the revocation of one, with which the home could not go on signing.
    private let verifier: GPGHome

    /// The public keys that clients trust, binary.
    package var keyring: String { "\(directory.path)/trusted.gpg" }

    private init() throws {
        directory = try TemporaryDirectory()
        home = try GPGHome("\(directory.path)/home")
        verifier = try GPGHome("\(directory.path)/verifier")
        for name in Name.allCases {
            let expiry = name == .expired ? "2020-06-01" : "never"
            let algorithm = name == .classic ? "rsa2048" : "ed25519"
            try home.makeKey(Self.user(name), algorithm: algorithm, lifetime: expiry, Self.clock(name))
        }
        let trusted = Name.allCases.filter { $0 != .foreign }.map(Self.user)
        try home.run(["--output", keyring, "--export"] + trusted)
        try revoke(.revoked)
    }

    /// Adds the revocation to the keyring alone.
    private func revoke(_ name: Name) throws {
        let listing = try home.run(["--with-colons", "--list-keys", Self.user(name)]).output
        let fields = listing.split(separator: "\n").first { $0.hasPrefix("fpr:") }?.split(separator: ":")
        let fingerprint = fields?.last.map(String.init) ?? ""
        let certificate = "\(home.path)/openpgp-revocs.d/\(fingerprint).rev"
        // gpg puts a colon before the armor, so that nobody imports the certificate by mistake.
        let text = String(decoding: try readFile(certificate, limit: 1 << 20), as: UTF8.self)
            .replacing(":-----BEGIN", with: "-----BEGIN")
        try replaceFile("\(verifier.path)/certificate", with: Array(text.utf8))
        try verifier.run(["--import", keyring])
        try verifier.run(["--import", "\(verifier.path)/certificate"])
        try verifier.run(["--output", keyring, "--export"])
    }

    private func remove() throws {
        home.stopAgent()
        verifier.stopAgent()
        try removeTree(directory.path)
    }

    /// `text` clear-signed by all of `names`, as InRelease has it.
    package func clearsigned(_ text: String, by names: [Name] = [.archive], digest: String = "SHA512") throws -> [UInt8]
    {
        try sign(text, "--clearsign", names, digest)
    }

    /// An armored detached signature of `text` by all of `names`, as Release.gpg has it.
    package func detached(_ text: String, by names: [Name] = [.archive], digest: String = "SHA512") throws -> [UInt8] {
        try sign(text, "--detach-sign", names, digest)
    }

    /// Of several keys each signs by itself where one of them lives in another time.
    private func sign(_ text: String, _ how: String, _ names: [Name], _ digest: String) throws -> [UInt8] {
        let work = try TemporaryDirectory()
        try work.write(text, to: "text")
        let users = names.flatMap { Self.clock($0) } + names.flatMap { ["--local-user", Self.user($0)] }
        try home.run(
            users + ["--armor", "--digest-algo", digest, "--output", "\(work.path)/signed", how, "\(work.path)/text"])
        return try readFile("\(work.path)/signed", limit: 16 << 20)
    }

    private static func user(_ name: Name) -> String { "\(name) <\(name)@example.org>" }

    /// The expired key lives, and signs, in the spring of 2020.
    private static func clock(_ name: Name) -> [String] {
        name == .expired ? ["--faked-system-time", "20200301T000000"] : []
    }
}
