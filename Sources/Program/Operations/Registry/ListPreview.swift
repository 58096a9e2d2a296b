import MirrorRegistry
import Publishing

/// What a publication would change, by the same guards; nothing is written.
///
/// - Throws: `ListPublicationError`.
func changesOfList(
    _ files: [PublicFile], as publication: ListPublication
) throws(ListPublicationError) -> (added: [String], removed: [String]) {
    let list = try publishedHosts(in: files)
    let last = try lastPublishedHosts(of: publication.root, publication.shrinking)
    try publication.shrinking.check(from: last, to: list.hosts)
    return (list.hosts.subtracting(last).sorted(), last.subtracting(list.hosts).sorted())
}
