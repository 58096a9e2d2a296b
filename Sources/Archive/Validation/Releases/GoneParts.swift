import ArchiveModel

/// The architectures and components that Release listed when the suite was last accepted, and lists no more.
///
/// apt then only tells of it and updates the rest, so it is an error for what the operator named alone.
struct GoneParts {
    let old: SuiteFacts
    let new: SuiteFacts
    let named: Set<String>
    let path: String
    let suite: String

    func findings() -> [Finding] {
        gone(old.architectures, new.architectures, "Architectures", AptPhrases.architectureNotSupported)
            + gone(old.components, new.components, "Components", AptPhrases.componentNotProvided)
    }

    /// An empty list means all, or unknown: nothing is gone from it.
    private func gone(
        _ before: [String], _ after: [String], _ field: String, _ aptSays: (String) -> String
    ) -> [Finding] {
        if after.isEmpty { return [] }
        return before.filter { !after.contains($0) }.map { part in
            Finding(
                named.contains(part) ? .error : .warning, .partGone, path: path, suites: [suite],
                expected: "\(part) in \(field)", found: after.joined(separator: " "), aptSays: aptSays(part))
        }
    }
}
