import Timekeeping

/// `removed.json`: the mirrors that were on the list and are not, each with the class of the reason, so that nobody has to ask.
func removedJSON(of list: PublicList) -> PublicFile {
    PublicFile(
        path: "removed.json",
        json: .object([
            .init("schemaVersion", .integer(1)),
            .init("registry", .string(list.face.name)),
            .init("writtenAt", .string(list.writtenAt.iso8601)),
            .init("removed", .array(list.removed.map(json))),
        ]))
}

private func json(of mirror: RemovedMirror) -> JSONValue {
    .object([
        .init("host", .string(mirror.host)),
        .init("country", .string(mirror.country)),
        .init("removedAt", .string(mirror.removedAt.iso8601)),
        .init("state", .string(mirror.state.rawValue)),
        .init("reason", .string(mirror.reason.rawValue)),
    ])
}
