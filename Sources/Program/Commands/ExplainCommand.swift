import Operations
import Reporting

let explainCommand = CommandSpecification(
    "explain", "explain a finding: what it means, what apt users see, what to do",
    arguments: [
        ArgumentSpecification(
            "CODE", "as findings name it, as pool-file-missing; without it, all of them", count: .optional)
    ],
    options: [OptionSpecification("--json", "print JSON: an object for CODE, a list without it")],
    details: [
        "An error: apt refuses, or what is served would be unsafe. A warning: apt warns, something optional is lost, or it "
            + "will fail later. A note: worth knowing."
    ],
    statuses: [.success, .wrongUsage, .wrongConfiguration]
) { invocation, context in
    let isJSON = invocation.has("--json")
    if let code = invocation.argument(0) {
        let found = try explanation(of: code)
        if isJSON { context.console.json(try jsonText(found)) } else { context.console.output(found.text) }
    } else if isJSON {
        context.console.json(try jsonText(allExplanations()))
    } else {
        context.console.output(explanationList(allExplanations()))
    }
    return ExitStatus.success.rawValue
}
