import Posix
import TestSupport

/// Asks a real apt client and `mirrorward validate` of a served tree, once for each tree that differs from those before it in a
/// path, a content or a permission; traces, which neither reads, aside.
final class TreeJudge {
    private let keyring: String
    private var known: [String: [String]] = [:]

    init(keyring: String) { self.keyring = keyring }

    func refusals(of tree: String, _ version: Version) throws -> [String] {
        let fingerprint = try fingerprint(of: tree)
        if let answer = known[fingerprint] { return answer }
        let answer = try aptRefusal(tree, version) + validationRefusal(tree)
        known[fingerprint] = answer
        return answer
    }

    private func fingerprint(of tree: String) throws -> String {
        let lines = try treeContents(tree).filter { !$0.key.hasPrefix("project/trace/") }.map { path, content in
            let file = try fileStatus("\(tree)/\(path)", followingLinks: false)?.permissions ?? 0
            let directory = try fileStatus(splitPath("\(tree)/\(path)").directory)?.permissions ?? 0
            return "\(path) \(content) \(file) \(directory)"
        }
        return sha256(Array(lines.sorted().joined(separator: "\n").utf8))
    }

    private func aptRefusal(_ tree: String, _ version: Version) throws -> [String] {
        let web = try WebServer.serving(tree)
        let client = try AptClient(
            url: web.url, keyring: keyring, suites: ["wren"], components: "main", types: ["deb"])
        let update = try client.update()
        if update.status != 0 || !update.everything.isEmpty { return ["apt: \(update.everything)"] }
        let download = try client.download("birdsong=\(version.package)", "nest")
        return download.status == 0 ? [] : ["apt: \(download.everything)"]
    }

    private func validationRefusal(_ tree: String) throws -> [String] {
        let result = try runCommand(
            Mirrorward.executable, ["validate", "--tree", tree, "--signed-by", keyring, "--deep"])
        return result.status == 0 ? [] : ["validate: \(result.everything)"]
    }
}
