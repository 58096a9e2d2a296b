/// The public list as pages for people: `index.html`, `removed.html`, `about.html`, and a page for each mirror in `mirror/`.
///
/// - Parameter rules: as the pages tell them.
///
/// Each page stands alone: style and script are in it, and its policy allows nothing else.
package func htmlFiles(of list: PublicList, rules: HealthRules = HealthRules()) -> [PublicFile] {
    let groups = CountryGroup.groups(of: list.mirrors)
    let options = FilterOptions(of: list, groups: groups)
    let index = IndexPage(list: list, groups: groups, options: options)
    let indexFrame = PageFrame(
        face: list.face, style: InlineSource(pageStyle, tableStyle, rules: FilterRules(options)),
        script: InlineSource(copyScript, filterScript), place: .top)
    let frame = PageFrame(
        face: list.face, style: InlineSource(pageStyle), script: InlineSource(copyScript), place: .top)
    let files =
        [
            file("index.html", indexFrame.page(title: "", in: .mirrors, index.markup)),
            file("removed.html", frame.page(title: "Changes", in: .changes, ChangesPage(list: list).markup)),
            file("about.html", frame.page(title: "About", in: .about, AboutPage(face: list.face, rules: rules).markup)),
        ] + mirrorFiles(of: list, rules: rules)
    // A generation is written by paths: none may come twice.
    var paths: Set<String> = []
    return files.filter { paths.insert($0.path).inserted }
}

private func mirrorFiles(of list: PublicList, rules: HealthRules) -> [PublicFile] {
    let frame = PageFrame(
        face: list.face, style: InlineSource(pageStyle), script: InlineSource(copyScript), place: .mirrors)
    let span = DaySpan(of: list, count: 90)
    return list.mirrors.map { mirror in
        let page = MirrorPage(mirror: mirror, list: list, rules: rules, span: span)
        let title = ForeignText(mirror.host).text
        return file(
            "mirror/\(PageSlug(mirror.slug).text).html",
            frame.page(title: title, in: .mirrors, isSectionItself: false, page.markup))
    }
}

private func file(_ path: String, _ page: Markup) -> PublicFile { PublicFile(path: path, bytes: page.utf8) }
