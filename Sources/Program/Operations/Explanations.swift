import Configuration
package import Reporting
import Validation

/// Every code of a finding, the worst first, in the order in which they are declared.
package func allExplanations() -> [FindingExplanation] {
    Severity.allCases.reversed().flatMap { severity in
        FindingCode.allCases.filter { $0.worstSeverity == severity }.map(\.explanation)
    }
}

/// - Throws: `Failure.usage` with the nearest name.
package func explanation(of name: String) throws(Failure) -> FindingExplanation {
    try findingCode(name).explanation
}

/// The code called `name`, whatever its case.
///
/// - Throws: `Failure.usage` with the nearest name.
func findingCode(_ name: String) throws(Failure) -> FindingCode {
    if let code = FindingCode(rawValue: name.lowercased()) { return code }
    let nearest = nearestName(to: name, among: FindingCode.allCases.map(\.rawValue))
    throw .usage(
        "unknown code (\(name)): no finding is called so",
        hint: nearest.map { "did you mean `\($0)`?" } ?? "`mirrorward explain` lists them all")
}

extension FindingCode {
    fileprivate var explanation: FindingExplanation {
        FindingExplanation(
            code: rawValue, severity: worstSeverity.rawValue, meaning: meaning, clientsSee: clientsSee, whatToDo: hint,
            canBeWaived: canBeWaived)
    }
}
