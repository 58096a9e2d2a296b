/// What there is to know of a finding's code, for `explain`.
package struct FindingExplanation: Sendable, Hashable, Encodable {
    package var code: String
    /// The most that it weighs.
    package var severity: String
    package var meaning: String
    package var clientsSee: String
    package var whatToDo: String
    package var canBeWaived: Bool

    package init(
        code: String, severity: String, meaning: String, clientsSee: String, whatToDo: String, canBeWaived: Bool
    ) {
        self.code = code
        self.severity = severity
        self.meaning = meaning
        self.clientsSee = clientsSee
        self.whatToDo = whatToDo
        self.canBeWaived = canBeWaived
    }

    /// Within 80 columns.
    package var text: String {
        let waiving =
            switch (severity, canBeWaived) {
            case ("error", true): "yes: mirrorward waive NAME \(code) PATTERN --until DATE --reason R"
            case ("error", false): "no: it holds back until it is mended"
            default: "not needed: it holds nothing back"
            }
        let rows = [
            ("meaning", meaning), ("apt users see", clientsSee), ("what to do", whatToDo), ("can be waived", waiving),
        ]
        return (["\(code): at most \(article) \(severity)"] + rows.map { labelledRow($0, $1, labelWidth: 15) })
            .joined(separator: "\n") + "\n"
    }

    private var article: String { severity == "error" ? "an" : "a" }
}

/// One line for each code.
package func explanationList(_ explanations: [FindingExplanation]) -> String {
    let width = (explanations.map(\.code.count).max() ?? 0) + 2
    return explanations.map { explanation in
        let code = explanation.code + String(repeating: " ", count: width - explanation.code.count)
        let severity = explanation.severity + String(repeating: " ", count: 9 - explanation.severity.count)
        return code + severity + explanation.meaning + "\n"
    }.joined()
}
