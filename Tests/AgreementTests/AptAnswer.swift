import Posix
import TestSupport

/// What one client says of an archive.
struct AptAnswer: Sendable {
    let client: ArchiveShape.Client.Kind
    /// apt's first complaint; nil where it got all that it wanted.
    let complaint: String?

    /// Asks a client that has never seen the archive: an update, then every package, or every source, that it should find or
    /// that the indexes list.
    ///
    /// - Parameter omitted: what the archive rightly lists no more, each as `name=version`.
    init(_ client: ArchiveShape.Client, of shape: ArchiveShape, url: String, omitted: [String] = []) throws {
        self.client = client.kind
        let apt = try AptClient(
            entries: Self.entries(client.kind, shape, url), architecture: client.kind == .arm64 ? "arm64" : "amd64",
            settings: client.kind == .optional ? Self.optionalTargets : "")
        complaint = try Self.complaint(
            apt, client.kind, packages: client.packages.filter { !omitted.contains($0) },
            sources: client.sources.filter { !omitted.contains($0) })
    }

    private static func complaint(
        _ apt: borrowing AptClient, _ client: ArchiveShape.Client.Kind, packages: [String], sources: [String]
    ) throws -> String? {
        if let failure = failure("update", try apt.update()) { return failure }
        if client == .optional { return nil }
        if client == .source {
            let wanted = listed(try apt.keptIndexes("Sources"), architectures: nil)
            return try failure("source", apt.downloadSource(requests(wanted, sources)))
        }
        let wanted = listed(try apt.keptIndexes("Packages"), architectures: [client.rawValue, "all"])
        return try failure("download", apt.download(requests(wanted, packages)))
    }

    private static func failure(_ command: String, _ result: CommandResult) -> String? {
        let lines = result.everything.split(separator: "\n")
        let complaint = lines.first { $0.hasPrefix("E:") || $0.hasPrefix("Err:") || $0.hasPrefix("W: Failed") }
        if result.status == 0, complaint == nil { return nil }
        return "\(command): \(complaint ?? lines.first ?? "status \(result.status)")"
    }

    /// What the indexes list, and what they ought to list.
    private static func requests(_ listed: [String], _ expected: [String]) -> [String] {
        Set(listed).union(expected).sorted()
    }

    private static func listed(_ indexes: [String], architectures: [String]?) -> [String] {
        indexes.flatMap { $0.split(separator: "\n\n") }.compactMap { stanza in
            func value(_ name: String) -> String? {
                stanza.split(separator: "\n").last { $0.lowercased().hasPrefix("\(name): ") }
                    .map { String($0.dropFirst(name.count + 2)) }
            }
            guard let package = value("package"), let version = value("version") else { return nil }
            if let architectures, !architectures.contains(value("architecture") ?? "") { return nil }
            return "\(package)=\(version)"
        }
    }

    private static func entries(_ kind: ArchiveShape.Client.Kind, _ shape: ArchiveShape, _ url: String) throws
        -> [String]
    {
        let keyring = try ShapeKeys.shared.get().keyring
        return shape.entries.map { entry in
            "\(kind == .source ? "deb-src" : "deb") [signed-by=\(keyring)] \(shape.name == .flat ? url + entry : "\(url) \(entry)")"
        }
    }

    /// As apt-file, appstream and command-not-found set apt up.
    private static let optionalTargets = """
        Acquire::IndexTargets::deb::Contents-deb {
            MetaKey "$(COMPONENT)/Contents-$(ARCHITECTURE)"; flatMetaKey "Contents-$(ARCHITECTURE)";
            ShortDescription "Contents"; Description "$(RELEASE) Contents"; KeepCompressed "true";
        };
        Acquire::IndexTargets::deb::Contents-deb-legacy {
            MetaKey "Contents-$(ARCHITECTURE)"; ShortDescription "Contents"; Description "$(RELEASE) old Contents";
            KeepCompressed "true"; Fallback-Of "Contents-deb";
        };
        Acquire::IndexTargets::deb::DEP-11 {
            MetaKey "$(COMPONENT)/dep11/Components-$(NATIVE_ARCHITECTURE).yml"; ShortDescription "Components";
            Description "$(RELEASE)/$(COMPONENT) DEP-11"; KeepCompressed "true";
        };
        Acquire::IndexTargets::deb::DEP-11-icons-small {
            MetaKey "$(COMPONENT)/dep11/icons-48x48.tar"; ShortDescription "icons";
            Description "$(RELEASE)/$(COMPONENT) DEP-11 icons"; KeepCompressed "true";
        };
        Acquire::IndexTargets::deb::CNF {
            MetaKey "$(COMPONENT)/cnf/Commands-$(NATIVE_ARCHITECTURE)"; ShortDescription "Commands";
            Description "$(RELEASE)/$(COMPONENT) Commands";
        };

        """
}
