/// The result of `validate` for people.
///
/// - Parameters:
///   - name: the mirror, or the path of the tree.
///   - offer: for a mirror, whose findings can be waived.
package func validationText(_ document: ValidationDocument, name: String, offer: WaiverOffer?) -> String {
    let counts = document.statistics
    let looked = [
        counted(counts.suiteCount, "suite"), counted(counts.indexCount, "index", plural: "indexes"),
        counted(counts.packageCount, "package"), counted(counts.poolFileCount, "pool file"),
        "\(countText(counts.readFileCount)) read (\(byteText(counts.readByteCount)))",
    ]
    let waived = document.findings.contains(where: \.isWaivedError) ? ", with errors that are waived" : ""
    var lines = ["\(name): \(document.verdict)\(waived)"]
    if name != document.tree { lines.append("  tree      \(document.tree)") }
    lines.append("  looked at \(looked.joined(separator: ", "))")
    lines += findingLines(document.findings, groups: document.groups, limit: 50, offer: offer)
    return lines.joined(separator: "\n") + "\n"
}
