package import Deb822
package import Timekeeping

/// What a Release file says, as apt reads it (`debReleaseIndex::Load`, apt-pkg/deb/debmetaindex.cc).
package struct ReleaseFile: Sendable {
    /// Every field, for those that have no property here.
    package let stanza: Stanza
    /// Sorted by the bytes of their paths. Release, Release.gpg and InRelease themselves are left out: no Release can hold
    /// its own hash.
    package let entries: [ReleaseEntry]
    /// The algorithms that have a section, the strongest first, empty sections included.
    package let algorithms: [HashAlgorithm]
    package let faults: [ReleaseFault]
    private let indexOfPath: [String: Int]

    /// Reads the signed text of InRelease, or Release.
    ///
    /// - Throws: `ReleaseError`, where apt would refuse the file too.
    package init(signedText: [UInt8]) throws(ReleaseError) {
        var reading = try ReleaseReading(signedText)
        for algorithm in HashAlgorithm.allCases.reversed() {
            try reading.readSection(algorithm)
        }
        guard !reading.algorithms.isEmpty else { throw .noHashSection }
        reading.checkSignedBy()
        stanza = reading.stanza
        algorithms = reading.algorithms
        faults = reading.faults
        entries = reading.entries.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        indexOfPath = Dictionary(uniqueKeysWithValues: zip(entries.map(\.path), entries.indices))
    }

    package subscript(path: String) -> ReleaseEntry? {
        indexOfPath[path].map { entries[$0] }
    }

    /// Whether some section is of an algorithm that apt trusts; without one it refuses the whole file.
    package var hasStrongSection: Bool { algorithms.contains(where: \.isStrong) }
}

extension ReleaseFile {
    package var origin: String? { text("Origin") }
    package var label: String? { text("Label") }
    package var suite: String? { text("Suite") }
    package var codename: String? { text("Codename") }
    package var version: String? { text("Version") }

    /// As written; apt warns where it is missing or cannot be read.
    package var dateText: String? { text("Date") }
    package var date: Instant? { dateText.flatMap { Instant(releaseDate: $0) } }

    /// As written; nil means that it never expires. apt refuses the file where it is there and cannot be read.
    package var validUntilText: String? { text("Valid-Until") }
    package var validUntil: Instant? { validUntilText.flatMap { Instant(releaseDate: $0) } }

    /// Empty means all.
    package var architectures: [String] { stanza["Architectures"]?.words ?? [] }
    /// As written, with slashes (`updates/main`); empty means unknown.
    package var components: [String] { stanza["Components"]?.words ?? [] }

    /// Whether Release names `component`, in full or by the last part of a name with slashes, as apt compares.
    package func names(component: String) -> Bool {
        components.contains { $0 == component || $0.hasSuffix("/\(component)") }
    }

    package var acquireByHash: Bool { isSet("Acquire-By-Hash") }
    package var notAutomatic: Bool { isSet("NotAutomatic") }
    package var butAutomaticUpgrades: Bool { isSet("ButAutomaticUpgrades") }

    /// The flags by which apt ranks a suite and whose value it cannot read, each with that value; it takes them for no
    /// (`pkgTagSection::FindFlag`, apt-pkg/tagfile.cc).
    package var malformedFlags: [(name: String, value: String)] {
        ["NotAutomatic", "ButAutomaticUpgrades"].compactMap { name in
            text(name).flatMap { flag($0) == nil ? (name, $0) : nil }
        }
    }

    /// The kinds of index (`Packages`) whose `binary-all` is not used, for each architecture's index holds it already.
    package var noSupportForArchitectureAll: [String] { stanza["No-Support-for-Architecture-all"]?.words ?? [] }

    /// The keys that the next Release is to be signed by; never a reason to trust this one. Empty where the field is missing
    /// or malformed.
    package var signedBy: [SignedByKey] {
        let words = SignedByKey.words(in: stanza["Signed-By"])
        let keys = words.compactMap { SignedByKey($0.text) }
        return keys.count == words.count ? keys : []
    }

    private func text(_ name: String) -> String? {
        stanza[name].map(\.value).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func isSet(_ name: String) -> Bool { text(name).flatMap(flag) ?? false }
}
