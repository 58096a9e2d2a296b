/// The public list in every form but HTML: JSON, apt's lists, Debian's masterlist, mirmon's list, the feed of changes, and a file
/// that says what each of them is.
///
/// They are written from `list` as `publishable` leaves it, so that none holds a mail address, and no value holds a line end, a
/// tab or a control byte.
package func listFiles(of list: PublicList) -> [PublicFile] {
    let list = list.publishable
    let apt = AptLists(of: list)
    return [
        mirrorsJSON(of: list), historyJSON(of: list), statusJSON(of: list), removedJSON(of: list), masterlist(of: list),
        mirmonList(of: list), changeFeed(of: list), readMe(of: list),
    ] + apt.files
}

extension RegistryFace {
    /// The absolute address of a file of the list; nil where nobody said where it is served.
    func address(of path: String) -> String? { publicURL.map { $0 + path } }
}
