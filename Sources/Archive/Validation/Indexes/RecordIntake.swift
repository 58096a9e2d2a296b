import ArchiveModel

/// Takes the records of one index in: notes the files that they name, and what is wrong with them.
struct RecordIntake {
    let indexPath: String
    let suite: String
    let suiteNumber: UInt32
    /// The number of the index in `Ledger.indexPaths`.
    let indexNumber: UInt32
    /// Whether weak hashes are only a warning.
    let isArchived: Bool
    /// The directory that paths are relative to, with a slash at its end; empty for the root.
    let base: [UInt8]
    private let architecture: [UInt8]?
    /// Of the suite so far; nil where nobody asks whether its indexes agree.
    private let packageDigests: PackageDigests?
    var recordCount = 0
    /// Kept apart until the index turns out to be the right one.
    private(set) var log: FindingLog

    init(
        indexPath: String, suite: String, suiteNumber: UInt32, indexNumber: UInt32, isArchived: Bool,
        log: FindingLog = FindingLog(), base: PoolBase? = nil, packageDigests: PackageDigests? = nil
    ) {
        self.log = log
        self.indexPath = indexPath
        self.suite = suite
        self.suiteNumber = suiteNumber
        self.indexNumber = indexNumber
        self.isArchived = isArchived
        self.base = base?.prefix ?? []
        self.packageDigests = packageDigests
        architecture = base == nil ? Self.architecture(of: indexPath) : nil
    }

    /// Takes a stanza of Packages.
    mutating func take(_ record: borrowing PackageRecord, _ wanted: inout WantedFiles) {
        recordCount += 1
        guard let package = record.package, !package.isEmpty else {
            return add(.error, .indexMalformed, "no Package", line: record.line, apt: AptPhrases.noPackageHeader)
        }
        judgeSyntax(of: record)
        judgeNames(of: record, package)
        if record.version?.isEmpty ?? true {
            add(.error, .packageIncomplete, "no Version of \(text(package))", line: record.line)
        }
        if record.architecture?.isEmpty ?? true {
            add(.error, .packageIncomplete, "no Architecture of \(text(package))", line: record.line)
        } else if let own = record.architecture, !isExpected(own) {
            add(.warning, .packageArchitectureOther, "\(text(own)), of \(text(package))", line: record.line)
        }
        guard let filename = record.filename, !filename.isEmpty else {
            return add(.error, .packageIncomplete, "no Filename", line: record.line)
        }
        guard let byteCount = record.byteCount, byteCount > 0 else {
            return add(
                .error, .packageIncomplete, record.byteCount == 0 ? "a Size of 0" : "no Size", line: record.line,
                apt: AptPhrases.noSize(of: text(filename)))
        }
        guard let path = checked(filename, line: record.line) else { return }
        guard let digest = firstDigest(of: record) else {
            return add(
                .error, .packageIncomplete, "no hash of \(path.text)", line: record.line,
                apt: AptPhrases.insufficientHashes)
        }
        if !digest.algorithm.isStrong { addWeak(path.text, line: record.line) }
        judgeAgreement(of: record, package, digest)
        var content = WantedContent(byteCount: byteCount, digest: digest)
        for algorithm in HashAlgorithm.allCases where algorithm != digest.algorithm {
            if let further = checkedDigest(algorithm, of: record) { content.add(further) }
        }
        insert(path, content, &wanted)
    }

    /// What breaks the whole update of a client, whatever package it wants.
    private mutating func judgeSyntax(of record: borrowing PackageRecord) {
        if let field = record.malformedRelation {
            let package = record.package.map(text) ?? ""
            let apt = field == .provides ? AptPhrases.malformedProvides(package) : AptPhrases.malformedRelation(package)
            add(.error, .indexMalformed, "\(field.rawValue) of \(package)", line: record.line, apt: apt)
        }
        guard let hex = record.descriptionDigest, !hex.isEmpty, hex.count != HashAlgorithm.md5.byteCount * 2 else {
            return
        }
        add(
            .error, .indexMalformed, "Description-md5 of \(record.package.map(text) ?? "")", line: record.line,
            apt: AptPhrases.malformedDescriptionDigest)
    }

    /// Which names and versions apt 2.6.2 can live with: at 65,535 bytes its update aborts; it looks for a name in lower case, and
    /// takes what follows `:`, `/` or `=` for an architecture, a suite or a version, so that it finds none of these. Blanks,
    /// underscores, letters beyond ASCII and 2,000 letters it took.
    private mutating func judgeNames(of record: borrowing PackageRecord, _ package: UnsafeRawBufferPointer) {
        if record.hasFurtherPackage {
            add(
                .error, .indexMalformed, "Package a second time, for \(text(package)): the one before it is lost",
                line: record.line)
        }
        let length = max(package.count, record.version?.count ?? 0)
        if length >= 65_535 {
            add(.error, .indexMalformed, "a name or a version of \(length) bytes", line: record.line)
        } else if length > 255 || package.contains(where: hidesPackage) {
            add(.warning, .packageNameOdd, String(text(package).prefix(300)), line: record.line)
        }
    }

    private func hidesPackage(_ byte: UInt8) -> Bool {
        byte &- 0x41 < 26 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
    }

    private mutating func judgeAgreement(
        of record: borrowing PackageRecord, _ package: UnsafeRawBufferPointer, _ digest: Digest
    ) {
        guard let packageDigests, let version = record.version, let own = record.architecture else { return }
        guard packageDigests.isNewDisagreement(package, version, own, digest) else { return }
        // Of the suite as a whole: which of its indexes is the second depends on who is read first.
        log.add(
            Finding(
                .warning, .packageDisagrees, path: packageDigests.releasePath, suites: [suite],
                expected: "one file of each version", found: "two of \(text(package)) \(text(version)) (\(text(own)))"))
    }

    /// For the index as a whole: `line` is that of a section without a field.
    mutating func takeEmptySection(line: Int) {
        add(.error, .indexMalformed, "nothing but blank lines", line: line, apt: AptPhrases.noPackageHeader)
    }

    /// Whether a package of this architecture belongs into the index: also `amd64` into that of its variant `amd64v3`.
    private func isExpected(_ own: UnsafeRawBufferPointer) -> Bool {
        guard let architecture, !own.elementsEqual("all".utf8), !own.elementsEqual(architecture) else { return true }
        return own.isEmpty
            || architecture.starts(with: own) && architecture.dropFirst(own.count).first == UInt8(ascii: "v")
    }

    /// Of `main/binary-amd64/Packages`, also where that is stored below by-hash; nil where no directory tells it.
    private static func architecture(of indexPath: String) -> [UInt8]? {
        let directory = indexPath.split(separator: "/").last { $0.hasPrefix("binary-") }
        return directory.map { Array($0.utf8.dropFirst("binary-".utf8.count)) }
    }

    private func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    /// The one that the file is to be remembered by.
    private mutating func firstDigest(of record: borrowing PackageRecord) -> Digest? {
        for algorithm in WantedContent.algorithms {
            if let digest = checkedDigest(algorithm, of: record) { return digest }
        }
        return nil
    }

    /// nil, and an error, for a field that holds no digest. An empty field is none to apt.
    private mutating func checkedDigest(_ algorithm: HashAlgorithm, of record: borrowing PackageRecord) -> Digest? {
        guard let hex = record.hexDigest(algorithm), !hex.isEmpty else { return nil }
        let digest = Digest(algorithm, hex: hex)
        if digest == nil || hasUppercaseDigit(hex) {
            let name = record.filename.map(text) ?? ""
            addMalformedDigest(of: name, algorithm.packagesFieldName, line: record.line)
        }
        return digest
    }

    private func hasUppercaseDigit(_ hex: UnsafeRawBufferPointer) -> Bool {
        // Without an early end, so that it is done for many bytes at once.
        var found = false
        for byte in hex { found = found || byte &- 0x41 < 6 }
        return found
    }

    mutating func addWeak(_ path: String, line: Int) {
        add(
            isArchived ? .warning : .error, .packageHashesWeak, path, line: line, apt: AptPhrases.insufficientHashes)
    }

    mutating func addMalformedDigest(of name: String, _ field: String, line: Int) {
        add(
            .error, .packageDigestMalformed, "no digest in lower-case hexadecimal in \(field) for \(name)", line: line,
            apt: AptPhrases.hashSumMismatch)
    }

    mutating func add(
        _ severity: Severity, _ code: FindingCode, _ found: String, line: Int, apt: String? = nil
    ) {
        log.add(
            Finding(
                severity, code, path: indexPath, suites: [suite], found: "\(found) (line \(line))", aptSays: apt))
    }
}
