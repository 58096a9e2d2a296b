import ArchiveModel

/// Which component and architecture a path of an archive belongs to, as far as its name tells.
struct PathParts {
    let component: String?
    let architecture: String?

    init(_ path: String) {
        let segments = path.split(separator: "/").map { String($0) }
        if segments.first == "pool" {
            let isUpdates = segments.count > 2 && segments[1] == "updates"
            component = segments.dropFirst(isUpdates ? 2 : 1).first
            architecture = segments.last.flatMap(Self.architecture(ofPackage:))
        } else {
            // The suite's own name stands before: one segment of it at least is not the component's.
            let name = IndexName(segments.dropFirst(2).joined(separator: "/"))
            component = name.component.map(lastPart)
            architecture = Self.architecture(ofIcons: segments) ?? name.architecture.map(Self.withoutSuffix)
        }
    }

    /// Of `foo_1.0_arm64.deb`.
    private static func architecture(ofPackage name: String) -> String? {
        let parts = name.split(separator: "_")
        guard parts.count > 2, let last = parts.last, let dot = last.lastIndex(of: ".") else { return nil }
        return String(last[..<dot])
    }

    /// Of `CID-Index-arm64.json.gz`.
    private static func architecture(ofIcons segments: [String]) -> String? {
        guard let name = segments.last, name.hasPrefix("CID-Index-") else { return nil }
        return withoutSuffix(String(name.dropFirst("CID-Index-".count)))
    }

    private static func withoutSuffix(_ text: String) -> String { String(text.prefix { $0 != "." }) }
}
