/// `mirmon.txt`: the plain list of mirmon(1), a line for each address: country, address. The third column would be a mail address.
func mirmonList(of list: PublicList) -> PublicFile {
    let lines = list.mirrors.flatMap { mirror in
        // ISO 3166-1 leaves ZZ to its users: an unknown country.
        mirror.addresses.sorted().map { "\((mirror.fields.country ?? "ZZ").lowercased()) \($0.text)" }
    }
    return PublicFile(path: "mirmon.txt", lines: lines)
}
