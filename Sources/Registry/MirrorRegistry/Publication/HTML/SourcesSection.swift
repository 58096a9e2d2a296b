/// The lines to copy, for each suite: the stanza of deb822 and the classic line.
struct SourcesSection {
    let face: RegistryFace
    let address: String
    var architectures: [String] = []

    var markup: Markup {
        guard !face.suites.isEmpty else {
            return element(.p, "The archive names no suite yet, so that there is no line to copy.")
        }
        return face.suites.enumerated().map { suite($1, isOpen: $0 == 0) }.joined + note
    }

    private func suite(_ suite: String, isOpen: Bool) -> Markup {
        let lines = SourcesLines(address: address, suite: suite, face: face, architectures: architectures)
        return element(
            .details, [.class("suite")] + (isOpen ? [.flag(.open)] : []),
            element(.summary, element(.bdi, Markup(text: suite))), .newline,
            element(.p, [.class("file")], "In ", element(.code, Markup(text: file("sources")))),
            block(lines.stanza, label: "Stanza for \(suite)"),
            element(.p, [.class("file")], "or, in the classic form, in ", element(.code, Markup(text: file("list")))),
            block(lines.line, label: "Line for \(suite)"), .newline)
    }

    private func block(_ text: String, label: String) -> Markup {
        element(.pre, [.class("copy"), .label(label), .named(.role, "group")], element(.code, Markup(text: text)))
    }

    private func file(_ ending: String) -> String { "/etc/apt/sources.list.d/\(PageSlug(face.name).text).\(ending)" }

    private var note: Markup {
        guard face.keyringPath == nil else { return .empty }
        return element(
            .p, [.class("note")],
            "These lines name no key: add Signed-By with the archive’s keyring, so that apt takes no other.")
    }
}
