import ArchiveModel
import Posix

/// Checks the images of the installer that `SHA256SUMS`, or `MD5SUMS` where it stands alone, lists beside them. apt does not
/// see them; who boots from them does: warnings at most.
struct InstallerCheck {
    /// A list of bookworm's installer has some 15 kB.
    static let byteLimit = 4 << 20

    let files: SideFileCheck
    let suite: DiscoveredSuite

    /// - Parameters:
    ///   - entry: of a list whose bytes are those that Release lists.
    ///   - seen: directories that were looked at already; `current` is a symlink to another of them.
    func run(_ entry: ReleaseEntry, seen: inout Set<String>, _ ledger: inout Ledger) {
        let path = "\(suite.directory)/\(entry.path)"
        let (directory, name) = splitPath(path)
        guard let algorithm = Self.algorithm(of: name), let real = try? files.tree.resolved(directory),
            seen.insert(real).inserted
        else { return }
        guard let bytes = try? files.tree.read(path, limit: Self.byteLimit) else {
            return addMalformed(path, "a file that cannot be read whole", &ledger)
        }
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            guard let image = Self.image(line, algorithm) else {
                addMalformed(path, "a broken line, or an unsafe path (line \(index + 1))", &ledger)
                break
            }
            ledger.refer(to: "\(real)/\(image.path)")
            check("\(directory)/\(image.path)", image.digest, &ledger)
        }
    }

    static func algorithm(of name: String) -> HashAlgorithm? {
        switch name {
        case "SHA256SUMS": .sha256
        case "SHA512SUMS": .sha512
        case "MD5SUMS": .md5
        default: nil
        }
    }

    /// `digest  ./path`, as sha256sum(1) writes it; a `*` before the path says that it was read as binary.
    private static func image(_ line: ArraySlice<UInt8>, _ algorithm: HashAlgorithm) -> (digest: Digest, path: String)?
    {
        guard let end = line.firstIndex(of: 0x20), line.count > line.distance(from: line.startIndex, to: end) + 2,
            [0x20, 0x2A].contains(line[line.index(after: end)]),
            let digest = line[..<end].withUnsafeBytes({ Digest(algorithm, hex: $0) }),
            let path = try? line[(end + 2)...].withUnsafeBytes({ try ArchivePath.checked($0) })
        else { return nil }
        return (digest, path)
    }

    private func check(_ path: String, _ digest: Digest, _ ledger: inout Ledger) {
        func add(_ code: FindingCode, expected: String? = nil, found: String? = nil) {
            ledger.log.add(
                Finding(.warning, code, path: path, suites: [suite.name], expected: expected, found: found))
        }
        switch files.run(path, byteCount: nil, [digest], &ledger) {
        case .sound: break
        case .missing: add(.installerFileMissing)
        case .wrong(let expected, let found): add(.installerFileWrong, expected: expected, found: found)
        case .faulty(let finding): ledger.log.add(finding)
        }
    }

    private func addMalformed(_ path: String, _ found: String, _ ledger: inout Ledger) {
        ledger.log.add(
            Finding(.warning, .optionalIndexMalformed, path: path, suites: [suite.name], found: found))
    }
}
