/// Marks as inherited what live serves already, byte for byte: publishing makes it no worse, so it stays visible and holds
/// back nothing.
///
/// - Parameter unchanged: the suites whose signed text and indexes equal live's.
func inheriting(_ findings: [Finding], unchanged: Set<String>) -> [Finding] {
    findings.map { finding in
        var judged = finding
        judged.isInherited =
            finding.severity == .error && finding.isInheritable && !finding.code.alwaysBlocks && !finding.suites.isEmpty
            && finding.suites.allSatisfy(unchanged.contains)
        return judged
    }
}

/// The order in which findings are shown: the worst first, what blocks before what is inherited.
package func worstFirst(_ findings: [Finding]) -> [Finding] {
    findings.sorted { left, right in
        if left.severity != right.severity { return left.severity > right.severity }
        if left.blocks != right.blocks { return left.blocks }
        if left.code != right.code { return left.code.rawValue < right.code.rawValue }
        if left.path != right.path { return left.path < right.path }
        return (left.suites.joined(separator: " "), left.found ?? "") < (
            right.suites.joined(separator: " "), right.found ?? ""
        )
    }
}
