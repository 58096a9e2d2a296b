import Posix
import TestSupport
import Testing

/// What was served at one moment, to be compared with what is served later.
struct Served: Equatable {
    let generation: String?
    let contents: [String: String]
}

extension Scenario {
    func served() throws -> Served {
        Served(
            generation: mirrorward.servedGeneration,
            contents: mirrorward.servedGeneration == nil ? [:] : try treeContents(mirrorward.published))
    }

    /// What a fault may leave: the old generation served as it was, no process of the sync, no open end in the message.
    func expectUntouched(
        _ before: Served, after result: CommandResult, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try served() == before, sourceLocation: sourceLocation)
        #expect(processesBelow(mirrorward.root).isEmpty, "\(result)", sourceLocation: sourceLocation)
        let errors = result.errorOutput.split(separator: "\n").filter { $0.hasPrefix("mirrorward: error: ") }
        #expect(errors.count == 1, "one message: \(result)", sourceLocation: sourceLocation)
        #expect(result.errorOutput.contains("mirrorward: hint: "), "\(result)", sourceLocation: sourceLocation)
        #expect(result.errorOutput.utf8.count < 4000, "\(result)", sourceLocation: sourceLocation)
    }

    /// The next sync brings what the upstream has now, byte for byte.
    func expectMended(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let next = try mirrorward.syncAgain()
        #expect(next.status == 0, "\(next)", sourceLocation: sourceLocation)
        try expectPublishedEqualsUpstream(sourceLocation: sourceLocation)
    }

    /// The state of the last permit, as the marker in Root has it: `spent` or `returned`, and how its last connection ended.
    func lastPermit() throws -> (state: String, outcome: String) {
        let text = String(decoding: try readFile("\(mirrorward.root)/.mirrorward", limit: 1 << 20), as: UTF8.self)
        let words = text.split { $0 == " " || $0 == "\n" }
        let state = words.last { $0.hasPrefix("state=") }?.dropFirst("state=".count) ?? "none"
        let connection = words.last { $0.hasPrefix("connection=") }?.split(separator: ",") ?? []
        return (String(state), connection.count > 2 ? String(connection[2]) : "none")
    }
}

/// The processes, other than this one, that have `directory` in their command line or work in it; source: proc(5).
func processesBelow(_ directory: String) -> [Int32] {
    let names = (try? directoryNames("/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { process in
        let line = (try? readFile("/proc/\(process)/cmdline", limit: 1 << 20)) ?? []
        let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let place = (try? symbolicLinkTarget("/proc/\(process)/cwd")).flatMap { $0 } ?? ""
        return place.hasPrefix(directory) || words.contains { $0.contains(directory) }
    }
}
