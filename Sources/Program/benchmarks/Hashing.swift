import ArchiveModel
import Digests
import Glibc
import Posix

/// SHA-256 of a whole file, as pool files are read.
func measureHash(_ path: String) throws(SystemCallError) {
    let file = try Descriptor.open(path, O_RDONLY)
    measure("hash") {
        do throws(DigestError) { return try fileDigests(of: file).byteCount } catch {
            writeStandardStream(2, "benchmarks: \(path) cannot be hashed (\(error))\n")
            exit(69)
        }
    }
}
