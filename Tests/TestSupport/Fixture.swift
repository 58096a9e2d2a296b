import Posix

/// The signed archive that is committed in `Fixtures/`.
package enum Fixture {
    /// The directory that holds `Package.swift`.
    package static let checkout = {
        var path = splitPath(#filePath).directory
        for _ in 0..<2 { path = splitPath(path).directory }
        return path
    }()

    package static let archive = "\(checkout)/Fixtures/archive"
    package static let keyring = "\(checkout)/Fixtures/keys/fixture-archive.gpg"
}

extension Damage {
    /// One of each kind.
    package static let each: [Damage] = [
        .missing, .emptied, .truncated, .bitFlipped, .symbolicLink("/etc/passwd"), .symbolicLink("../../../../../x"),
    ]
}
