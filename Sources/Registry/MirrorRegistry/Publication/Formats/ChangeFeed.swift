import Timekeeping

/// `changes.atom`: what became of the list, the newest first. Source: RFC 4287.
func changeFeed(of list: PublicList) -> PublicFile {
    let face = list.face
    let changes = list.changes.sorted { $0.number > $1.number }.prefix(changeLimit)
    var feed = XMLWriter()
    feed.open("feed", [("xmlns", "http://www.w3.org/2005/Atom")])
    feed.element("id", feedID(of: face))
    feed.element("title", "\(face.title): changes of the mirror list")
    feed.element("updated", (changes.map(\.occurredAt).max() ?? list.writtenAt).iso8601)
    feed.open("author")
    feed.element("name", face.title)
    if let address = face.contactURL ?? face.policyURL { feed.element("uri", address) }
    feed.close("author")
    if let address = face.address(of: "changes.atom") { feed.empty("link", [("rel", "self"), ("href", address)]) }
    if let address = face.publicURL {
        feed.empty("link", [("rel", "alternate"), ("type", "text/html"), ("href", address)])
    }
    for change in changes { write(change, of: face, to: &feed) }
    feed.close("feed")
    return PublicFile(path: "changes.atom", bytes: feed.bytes)
}

/// How many changes the feed holds: readers ask for all of it each time.
private let changeLimit = 200

/// Never made from a time or a position, so that a reader sees each change once.
private func feedID(of face: RegistryFace) -> String {
    face.address(of: "changes.atom") ?? "urn:mirrorward:\(face.name):changes"
}

private func write(_ change: PublicChange, of face: RegistryFace, to feed: inout XMLWriter) {
    let id = face.address(of: "changes.atom#change-\(change.number)")
    feed.open("entry")
    feed.element("id", id ?? "urn:mirrorward:\(face.name):change:\(change.number)")
    feed.element("title", "\(change.host) \(change.words)")
    feed.element("updated", change.occurredAt.iso8601)
    if let slug = change.slug, let page = face.address(of: PublicFile.pagePath(of: PageSlug(slug).text)) {
        feed.empty("link", [("rel", "alternate"), ("type", "text/html"), ("href", page)])
    }
    feed.empty("category", [("term", change.action.rawValue)])
    let reason = change.reason.map { " Reason: \($0.words)." } ?? ""
    feed.element("content", "\(change.host) \(change.words).\(reason)", [("type", "text")])
    feed.close("entry")
}

extension PublicChange {
    /// What was done to the mirror, behind its name.
    fileprivate var words: String {
        switch action {
        case .submit: "was submitted"
        case .propose: "has changes that wait for a decision"
        case .withdraw: "was withdrawn by its operator"
        case .check: "was checked"
        case .approve: "is on the list"
        case .reject: "was not taken onto the list"
        case .pause: "is paused"
        case .resume: "is on the list again after a pause"
        case .remove: "was removed from the list"
        case .note: "has a note"
        case .edit: "was changed"
        case .undo: "had its last change undone"
        case .degrade: "had a bad day and stays on the list"
        case .recover: "is well again"
        case .delist: "was taken off the list by its checks"
        case .return: "is back on the list"
        case .quarantine: "is in quarantine"
        case .proof: "showed who runs it"
        case .window: "has announced maintenance"
        }
    }
}

extension ReasonClass {
    /// For people, without a full stop.
    fileprivate var words: String {
        switch self {
        case .unreachable: "it could not be reached"
        case .stale: "it was out of date"
        case .broken: "files were missing or wrong"
        case .foreign: "it served what the archive had not signed"
        case .policy: "the policy of the list"
        case .duplicate: "another listed name is the same machine"
        case .askedByOperator: "its operator asked for it"
        case .lostControl: "whoever submitted it seems to have lost it"
        case .other: "another one"
        }
    }
}
