import Foundation
import TestSupport

/// What `mirrorward validate` says of a tree.
struct OurAnswer: Decodable, Sendable {
    struct Finding: Decodable, Sendable {
        let code: String
        let severity: String
        let path: String
    }

    let verdict: String
    let findings: [Finding]

    var isInvalid: Bool { verdict == "invalid" }

    static func of(_ tree: String, keyring: String) throws -> OurAnswer {
        let arguments = ["validate", "--tree", tree, "--signed-by", keyring, "--deep", "--json"]
        let result = try runCommand(Mirrorward.executable, arguments)
        let answer = try? JSONDecoder().decode(OurAnswer.self, from: Data(result.output.utf8))
        guard let answer, result.status == (answer.isInvalid ? 30 : 0) else {
            throw CommandError.failed(arguments: arguments, result)
        }
        return answer
    }
}
