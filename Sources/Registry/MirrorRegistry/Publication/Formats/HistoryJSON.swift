import Timekeeping

/// `history.json`: each day of each mirror, a line each, apart from `mirrors.json` because it is ten times as large.
func historyJSON(of list: PublicList) -> PublicFile {
    PublicFile(
        path: "history.json",
        json: .object([
            .init("schemaVersion", .integer(1)),
            .init("registry", .string(list.face.name)),
            .init("writtenAt", .string(list.writtenAt.iso8601)),
            .init(
                "mirrors",
                .array(
                    list.mirrors.map { mirror in
                        .object([
                            .init("host", .string(mirror.host)), .init("days", .array(mirror.days.map(json))),
                        ])
                    })),
        ]))
}

private func json(of record: DayRecord) -> JSONValue {
    .object([
        .init("day", .string(record.day.description)),
        .init("mark", .string(record.mark.rawValue)),
        .init("checks", .integer(Int64(record.checkCount))),
        .init("good", .integer(Int64(record.goodCount))),
        .init("lag", .integer(record.lagSeconds)),
        .init("requestSeconds", .number(record.requestSeconds)),
        .init("summary", .string(record.summary)),
    ])
}
