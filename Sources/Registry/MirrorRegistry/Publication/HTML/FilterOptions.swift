/// What the list can be filtered by: tokens of which both the page and its style sheet are made.
struct FilterOptions: Sendable, Hashable {
    let countries: [CountryGroup]
    let schemes: [MirrorScheme]
    /// Names of Release's Architectures; at most `architectureLimit`.
    let architectures: [String]
    let hasIPv6: Bool

    /// Each architecture doubles the rules that hide empty countries.
    private static let architectureLimit = 16

    init(of list: PublicList, groups: [CountryGroup]) {
        countries = groups
        schemes = MirrorScheme.allCases.filter { scheme in list.mirrors.contains { $0.address(scheme) != nil } }
        let stated =
            list.face.architectures.isEmpty ? list.mirrors.flatMap(\.fields.architectures) : list.face.architectures
        let names = Set(stated).filter { Self.isToken($0) && $0 != "all" }
        architectures = Array(names.sorted(by: Self.isBefore).prefix(Self.architectureLimit))
        hasIPv6 = list.mirrors.contains { $0.answersIPv6 == true }
    }

    /// A mirror that states none is taken to have all, as the archive has them.
    func architectures(of mirror: PublicMirror) -> [String] {
        let stated = Set(mirror.fields.architectures)
        return stated.isEmpty ? architectures : architectures.filter(stated.contains)
    }

    /// All that a mirror can be found under, together: `s1-` is https and the architecture in place 1, over either family.
    func combinations(of mirror: PublicMirror) -> Set<String> {
        let schemes = self.schemes.filter { mirror.address($0) != nil }.map(letter) + ["-"]
        let places = architectures(of: mirror).compactMap(architectures.firstIndex).map(String.init) + ["-"]
        let families = mirror.answersIPv6 == true ? ["6", "-"] : ["-"]
        return Set(schemes.flatMap { scheme in places.flatMap { place in families.map { scheme + place + $0 } } })
    }

    func letter(_ scheme: MirrorScheme) -> String {
        switch scheme {
        case .https: "s"
        case .http: "h"
        case .rsync: "r"
        }
    }

    /// `source` last, for it is none that a machine has.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        (left == "source" ? 1 : 0, left) < (right == "source" ? 1 : 0, right)
    }

    /// Source: Debian Policy, section 11.1: lower case, digits and hyphens.
    private static func isToken(_ text: String) -> Bool {
        (1...30).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }
}
