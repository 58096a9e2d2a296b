import Timekeeping

/// `mirrors.json`: all that is public of each mirror, for programs of our own and for the next publication, which counts by it what
/// it would take from the list.
///
/// A field is never renamed, removed or given another meaning under the same `schemaVersion`. A field without a value is null.
func mirrorsJSON(of list: PublicList) -> PublicFile {
    PublicFile(
        path: PublicFile.mirrorsPath,
        json: .object([
            .init("schemaVersion", .integer(1)),
            .init("registry", .string(list.face.name)),
            .init("title", .string(list.face.title)),
            .init("writtenAt", .string(list.writtenAt.iso8601)),
            .init("lastCheckAt", .string(list.lastCheckAt?.iso8601)),
            .init("checkInterval", .integer(list.face.checkInterval)),
            .init("archive", .string(list.face.archiveURL?.text)),
            .init("url", .string(list.face.publicURL)),
            .init("policy", .string(list.face.policyURL)),
            .init("contact", .string(list.face.contactURL)),
            .init("suites", .strings(list.face.suites)),
            .init("components", .strings(list.face.components)),
            .init("architectures", .strings(list.face.architectures)),
            .init("mirrors", .array(list.mirrors.map { json(of: $0, in: list) })),
        ]))
}

extension PublicFile {
    package static var mirrorsPath: String { "mirrors.json" }
}

private func json(of mirror: PublicMirror, in list: PublicList) -> JSONValue {
    .object(
        [
            .init("host", .string(mirror.host)),
            .init("page", .string(PublicFile.pagePath(of: mirror.slug))),
            .init("addresses", addresses(of: mirror)),
            .init("state", .string(mirror.state.rawValue)),
            .init("stateSince", .string(mirror.stateSince.iso8601)),
            .init("listedSince", .string(mirror.listedSince.iso8601)),
            .init("complaint", .string(mirror.complaint)),
        ] + statedMembers(of: mirror.fields) + measuredMembers(of: mirror)
            + [.init("history", marks(of: mirror, until: UTCTime(list.writtenAt).calendarDay))])
}

private func addresses(of mirror: PublicMirror) -> JSONValue {
    .object(mirror.addresses.sorted().map { .init($0.scheme.rawValue, .string($0.text)) })
}

private func statedMembers(of fields: ListingFields) -> [JSONValue.Member] {
    [
        .init("country", .string(fields.country)),
        .init("location", .string(fields.location)),
        .init("sponsor", .string(fields.sponsor)),
        .init("sponsorURL", .string(fields.sponsorURL)),
        .init("maintainer", .string(fields.maintainer)),
        .init("architectures", .strings(fields.architectures)),
        .init("bandwidth", .string(fields.bandwidth)),
        .init("comment", .string(fields.comment)),
        .init("presumed", .strings(fields.presumed.sorted().map(\.rawValue))),
    ]
}

private func measuredMembers(of mirror: PublicMirror) -> [JSONValue.Member] {
    [
        .init("ipv4", .bool(mirror.answersIPv4)),
        .init("ipv6", .bool(mirror.answersIPv6)),
        .init("score", .number(mirror.score)),
        .init("lag", .integer(mirror.lagSeconds)),
        .init("lastSync", .string(mirror.lastSync?.iso8601)),
        .init("lastCheckAt", .string(mirror.lastCheckAt?.iso8601)),
        .init("certificateExpires", .string(mirror.certificateExpires?.iso8601)),
        .init("completion30", .number(mirror.completion30)),
        .init("completion90", .number(mirror.completion90)),
        .init("requestSeconds", .number(mirror.durationMean)),
        .init("requestSecondsDeviation", .number(mirror.durationDeviation)),
        .init("bytesPerSecond", .number(mirror.bytesPerSecond)),
    ]
}

/// The days of its history as one letter each, of which the last is `until`: `g`ood, `w`arned, `b`ad, `c`ondemned, `m`aintenance,
/// `u`nknown, and `-` for a day without a record.
private func marks(of mirror: PublicMirror, until: CalendarDay) -> JSONValue {
    let records = Dictionary(mirror.days.map { ($0.day.daysSinceEpoch, $0.mark) }) { $1 }
    let last = until.daysSinceEpoch
    let first = max(last - 89, records.keys.min() ?? last + 1)
    guard first <= last else { return .string("") }
    return .string(String((first...last).map { records[$0]?.rawValue.first ?? "-" }))
}
