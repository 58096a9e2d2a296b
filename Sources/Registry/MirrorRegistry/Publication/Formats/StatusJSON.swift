import Timekeeping

/// `status.json`: the schema of Arch Linux, version 3, which reflector, rate-mirrors and others read. One entry for each address.
///
/// What differs is the window: theirs is a day, with checks each hour; ours is 30 days, with a check each day. Source: archweb,
/// `mirrors/views/api.py` and `mirrors/utils.py`.
func statusJSON(of list: PublicList) -> PublicFile {
    PublicFile(
        path: "status.json",
        json: .object([
            .init("cutoff", .integer(30 * 86_400)),
            .init("last_check", .string(list.lastCheckAt?.iso8601)),
            .init("num_checks", .integer(Int64(list.mirrors.map(checkCount).max() ?? 0))),
            .init("check_frequency", .integer(list.face.checkInterval)),
            .init(
                "urls",
                .array(
                    list.mirrors.flatMap { mirror in
                        mirror.addresses.sorted().map { json(of: $0, mirror, list.face) }
                    })),
            .init("version", .integer(3)),
        ]), depth: 3)
}

/// Checks that were made in the window.
private func checkCount(of mirror: PublicMirror) -> Int {
    mirror.days.suffix(30).reduce(0) { $0 + $1.checkCount }
}

/// Their readers take no null where Arch has none: an unknown country is empty text, an unknown family false.
private func json(of address: MirrorURL, _ mirror: PublicMirror, _ face: RegistryFace) -> JSONValue {
    .object([
        .init("url", .string(address.text)),
        .init("protocol", .string(address.scheme.rawValue)),
        .init("last_sync", .string(mirror.lastSync?.iso8601)),
        .init("completion_pct", .number(mirror.completion30)),
        .init("delay", .integer(mirror.lagSeconds)),
        .init("duration_avg", .number(mirror.durationMean)),
        .init("duration_stddev", .number(mirror.durationDeviation)),
        .init("score", .number(mirror.score)),
        .init("active", .bool(true)),
        .init("country", .string(mirror.fields.country.map { countryName($0) ?? $0 } ?? "")),
        .init("country_code", .string(mirror.fields.country ?? "")),
        .init("isos", .bool(false)),
        .init("ipv4", .bool(mirror.answersIPv4 ?? false)),
        .init("ipv6", .bool(mirror.answersIPv6 ?? false)),
        .init("details", .string(face.address(of: PublicFile.pagePath(of: mirror.slug)) ?? "")),
    ])
}
