/// What changed in a suite since it was last accepted, of which apt asks its user or by which it would choose otherwise
/// (`pkgAcqMetaBase::VerifyVendor`, apt-pkg/acquire-item.cc).
struct ChangedFields {
    let old: SuiteFacts
    let new: SuiteFacts
    let path: String
    let suite: String

    func findings() -> [Finding] {
        let changes = [
            change("Origin", old.origin, new.origin), change("Label", old.label, new.label),
            change("Codename", old.codename, new.codename),
            change("Suite", old.suite, new.suite)?.weighing(.note),
            change("NotAutomatic", old.notAutomatic, new.notAutomatic),
            change("ButAutomaticUpgrades", old.butAutomaticUpgrades, new.butAutomaticUpgrades),
        ]
        return changes.compactMap { $0 } + signerFindings()
    }

    private func change(_ field: String, _ old: Bool, _ new: Bool) -> Finding? {
        change(field, old ? "yes" : "no", new ? "yes" : "no")
    }

    private func change(_ field: String, _ old: String?, _ new: String?) -> Finding? {
        if old == new { return nil }
        let (before, after) = (old ?? "", new ?? "")
        return Finding(
            .warning, .releaseFieldChanged, path: path, suites: [suite], expected: "\(field): \(before)",
            found: "\(field): \(after)", aptSays: AptPhrases.changed(field, of: path, from: before, to: after))
    }

    private func signerFindings() -> [Finding] {
        let gone = Set(old.signers).subtracting(new.signers)
        let added = Set(new.signers).subtracting(old.signers)
        if gone.isEmpty && added.isEmpty { return [] }
        return [
            Finding(
                gone.isEmpty ? .note : .warning, .signersChanged, path: path, suites: [suite],
                expected: old.signers.joined(separator: ", "), found: new.signers.joined(separator: ", "))
        ]
    }
}
