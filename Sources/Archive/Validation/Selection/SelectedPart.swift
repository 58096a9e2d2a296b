/// A part of an archive that the operator's selection leaves out.
package enum SelectedPart: Sendable, Hashable {
    /// By its path below `dists/`.
    case suite(String)
    case component(String)
    case architecture(String)
    case sources
    /// What a pattern of `Exclude` matches.
    case pattern(String)

    package var phrase: String {
        switch self {
        case .suite(let name): "suite \(name)"
        case .component(let name): "component \(name)"
        case .architecture(let name): "architecture \(name)"
        case .sources: "sources"
        case .pattern(let text): "what Exclude names with \(text)"
        }
    }
}
