/// Why apt would not give a Release.gpg to gpgv. Lines count from 1.
package enum DetachedSignatureFault: Error, Sendable, Hashable {
    /// No armored signature is in it: apt says "unsupported binary format" of whatever it is.
    case binary
    /// A line outside of every signature, an empty one too.
    case foreignLine(Int)
    /// A line within a signature that begins with a dash and does not end it.
    case unexpectedDash(Int)
    /// The file ends within a signature.
    case unclosed
}

/// The rules for the framing of Release.gpg. Source: `ExecGPGV`, apt-pkg/contrib/gpgv.cc; gpgv alone would take more.
package enum DetachedSignature {
    private static let begin = Array("-----BEGIN PGP SIGNATURE-----".utf8)
    private static let end = Array("-----END PGP SIGNATURE-----".utf8)

    /// - Throws: `DetachedSignatureFault`.
    package static func check(_ bytes: [UInt8]) throws(DetachedSignatureFault) {
        var lines = SignedLines(bytes)
        var (isOpen, count) = (false, 0)
        var foreign: Int?
        while let line = lines.next() {
            if isOpen {
                if line.elementsEqual(end) {
                    isOpen = false
                } else if line.first == 0x2D {
                    throw .unexpectedDash(lines.number)
                }
            } else if line.elementsEqual(begin) {
                (isOpen, count) = (true, count + 1)
            } else {
                foreign = foreign ?? lines.number
            }
        }
        if count == 0 { throw .binary }
        if let foreign { throw .foreignLine(foreign) }
        if isOpen { throw .unclosed }
    }
}
