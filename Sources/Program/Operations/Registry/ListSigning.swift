import ArchiveModel
import Digests
import MirrorRegistry
import Posix

/// The key with which the list is signed.
package struct ListSigning: Sendable, Hashable {
    /// Of the key or subkey, in hexadecimal.
    package var fingerprint: String
    /// `GNUPGHOME`: the directory with the secret key.
    package var home: String
    /// gpg(1): a path, or a name that is looked for in `searchPath`.
    package var program = "gpg"
    package var searchPath = "/usr/local/bin:/usr/bin:/bin"

    package init(fingerprint: String, home: String) {
        self.fingerprint = fingerprint
        self.home = home
    }

    /// A detached signature beside each file that programs read, and beside SHA256SUMS, which covers the rest.
    ///
    /// - Throws: `signing`.
    func signatures(of files: [PublicFile]) throws(ListPublicationError) -> [PublicFile] {
        var signatures: [PublicFile] = []
        for file in files where Self.isSigned(file.path) {
            let bytes: [UInt8]
            do throws(SigningFault) { bytes = try signature(of: file.bytes) } catch {
                throw .signing(file: file.path, error)
            }
            signatures.append(PublicFile(path: file.path + signatureSuffix, bytes: bytes))
        }
        return signatures
    }

    /// Each signature takes gpg some hundredths of a second, and there are pages by the hundred.
    private static func isSigned(_ path: String) -> Bool {
        !path.contains("/") && !path.hasSuffix(".html") && !path.hasSuffix(".css") && path != "README.txt"
    }

    private func signature(of bytes: [UInt8]) throws(SigningFault) -> [UInt8] {
        let command = ChildCommand(
            executable: program,
            arguments: [
                "--batch", "--no-tty", "--quiet", "--pinentry-mode", "error", "--local-user", fingerprint, "--armor",
                "--detach-sign", "--output", "-",
            ],
            environment: ["GNUPGHOME": home, "HOME": home, "LC_ALL": "C.UTF-8", "PATH": searchPath])
        let result: ChildResult
        do throws(ChildRunError) {
            result = try runToEnd(command, input: bytes, outputLimit: Self.outputLimit, deadlineSeconds: Self.deadline)
        } catch { throw .notRun(error) }
        guard result.exit == .status(0) else {
            let line = result.errorOutput.split(separator: 0x0A).last ?? []
            throw .refused(result.exit, reason: String(decoding: line.prefix(500), as: UTF8.self))
        }
        guard result.output.starts(with: Self.opening) else { throw .noSignature }
        return result.output
    }

    private static let opening = Array("-----BEGIN PGP SIGNATURE-----\n".utf8)
    /// A signature of RSA with 16,384 bits takes 3 kB.
    private static let outputLimit = 64 << 10
    /// Seconds; a key on a card takes some, a pinentry is never asked.
    private static let deadline = 60
}

let signatureSuffix = ".asc"
let checksumsPath = "SHA256SUMS"

/// What sha256sum(1) would write of the files, and `sha256sum -c` checks.
func checksums(of files: [PublicFile]) throws(ListPublicationError) -> PublicFile {
    var text = ""
    for file in files.sorted(by: { $0.path < $1.path }) {
        do throws(DigestError) { text += "\(try sha256(file.bytes).hex)  \(file.path)\n" } catch {
            throw .digest(error)
        }
    }
    return PublicFile(path: checksumsPath, text)
}

private func sha256(_ bytes: [UInt8]) throws(DigestError) -> Digest {
    var hasher = try StreamHasher([.sha256])
    bytes.withUnsafeBytes { hasher.update($0) }
    guard let digest = try hasher.finish().first else { throw .unavailable(.sha256) }
    return digest
}
