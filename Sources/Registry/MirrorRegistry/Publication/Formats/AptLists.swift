/// The lists for apt's mirror method: of the whole world, of each country, of https alone, and of bare addresses for apt before 1.6.
///
/// The archive's own server ends each of them, so that none is ever empty: an empty one breaks every client that has it.
///
/// Measured with apt 2.6.2: a missing file is asked of the next mirror at once. A refused connection is tried again after 1, 2 and 4
/// seconds before that, for InRelease and for the indexes (15 s an update; some updates never ended), and ends all entries of that
/// address. Wrong content (a hash, a signature, a page of HTML) is not asked of the next: the run fails, and the next run draws
/// again among equals. Source: apt-transport-mirror(1); apt, `methods/mirror.cc`.
struct AptLists {
    /// apt 1.6 and later refuses a list of more than 1 MiB.
    static let byteLimit = 1 << 20
    /// apt asks every mirror of the list for a file that none has, one after the other, and keeps them all for each file.
    static let mirrorLimit = 100

    private let face: RegistryFace
    /// The best first.
    private let mirrors: [(mirror: PublicMirror, quality: AptQuality)]

    init(of list: PublicList) {
        face = list.face
        mirrors = list.mirrors.filter(\.state.isPublic).map { ($0, AptQuality($0)) }.sorted {
            ($0.quality, $0.mirror.score ?? .infinity, $0.mirror.host)
                < ($1.quality, $1.mirror.score ?? .infinity, $1.mirror.host)
        }
    }

    var files: [PublicFile] {
        var files = [
            file("mirrors.txt", lines(of: mirrors) { $0.webAddress }),
            file("mirrors-https.txt", lines(of: mirrors) { $0.address(.https) }),
            file("mirrors-plain.txt", plainLines),
        ]
        for country in Set(mirrors.compactMap(\.mirror.fields.country)).sorted() {
            let here = mirrors.filter { $0.mirror.fields.country == country }
            files.append(file("by-country/\(country).txt", lines(of: here) { $0.webAddress }))
        }
        return files.compactMap { $0 }
    }

    /// nil in the place of an empty list.
    private func file(_ path: String, _ lines: [String]) -> PublicFile? {
        lines.isEmpty ? nil : PublicFile(path: path, lines: lines, tabs: .separating)
    }

    private func lines(
        of mirrors: [(mirror: PublicMirror, quality: AptQuality)], _ address: (PublicMirror) -> MirrorURL?
    ) -> [String] {
        var lines: [String] = []
        var priority = 0
        var last: AptQuality?
        for (mirror, quality) in mirrors where lines.count < Self.mirrorLimit {
            guard let address = address(mirror) else { continue }
            if quality != last { priority += 1 }
            last = quality
            lines.append(line(of: address, priority: priority, architectures: restriction(of: mirror)))
        }
        return lines + ownLines { line(of: $0, priority: priority + 1, architectures: []) }
    }

    /// In order, without priorities: apt before 1.6 takes all of a line for the address, and draws the order itself.
    private var plainLines: [String] {
        // Such an apt knows no https without a package of its own.
        let addresses = mirrors.compactMap { $0.mirror.address(.http) }
        return addresses.prefix(Self.mirrorLimit).map(\.text) + ownLines(\.text)
    }

    private func ownLines(_ line: (MirrorURL) -> String) -> [String] {
        guard let own = face.archiveURL, own.scheme != .rsync else { return [] }
        return [line(own)]
    }

    /// One tab between the address and the rest: after a blank apt would take all of it for the address.
    private func line(of address: MirrorURL, priority: Int, architectures: [String]) -> String {
        let items = ["priority:\(priority)"] + architectures.map { "arch:\($0)" }
        return "\(address.text)\t\(items.joined(separator: " "))"
    }

    /// What the mirror carries, where that is not all of the archive; empty where it is, or where nothing is known.
    ///
    /// It binds only requests that are of an architecture: InRelease is asked of every mirror.
    private func restriction(of mirror: PublicMirror) -> [String] {
        let carried = Set(mirror.fields.architectures)
        guard !carried.isEmpty, !face.architectures.isEmpty, carried.allSatisfy(isArchitecture) else { return [] }
        let missing = Set(face.architectures).subtracting(["all"]).subtracting(carried)
        if missing.isEmpty { return [] }
        return carried.union(["all"]).sorted()
    }

    /// `FULL`, `any`, `!armel` and such of old traces and lists are none.
    private func isArchitecture(_ word: String) -> Bool {
        word != "any" && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}

extension PublicMirror {
    /// What apt should use of it: http, which needs no package of certificates and goes through caches, for what is signed anyway.
    var webAddress: MirrorURL? { address(.http) ?? address(.https) }
}
