import Timekeeping

/// `README.txt`: what each file of the list is.
func readMe(of list: PublicList) -> PublicFile {
    let face = list.face
    let base = face.publicURL ?? "http://this.server.example.org/"
    let suite = face.suites.first ?? "SUITE"
    let components = face.components.isEmpty ? "COMPONENT" : face.components.joined(separator: " ")
    let entry = "deb mirror+\(base)mirrors.txt \(suite) \(components)"
    let text = """
        Mirrors of \(face.title), written at \(list.writtenAt.iso8601)

        index.html          for people
        mirrors.txt         for apt 1.6 and later, which takes the mirrors in the order of their priorities:
                            \(entry)
        mirrors-https.txt   the same of those that have https, for clients that have certificates
        mirrors-plain.txt   addresses alone, for older apt and for scripts
        by-country/XX.txt   as mirrors.txt, of one country
        mirrors.json        all of it for programs: fields are added, never renamed or given another meaning, while
                            schemaVersion stays; lag is in seconds, completion from 0 to 1, score the lower the better;
                            history has a letter for each day, the last of which is that of writtenAt: g good, w warned,
                            b bad, c condemned, m maintenance, u unknown, - no record; what is listed in presumed is the
                            mirror's own word and nobody's statement
        history.json        the days of each mirror
        status.json         in the shape of Arch Linux (version 3), over 30 days
        removed.json        mirrors that were on the list, and the class of the reason
        changes.atom        the changes of the list, for feed readers
        mirrors.masterlist  in Debian's form
        mirmon.txt          for mirmon
        SHA256SUMS          of all these files
        *.asc               detached OpenPGP signatures, where the list is signed

        The archive's own server is the last of each list of apt. An apt client passes over a mirror that is dead or lacks a
        file; two mirrors of one address fall out together when one refuses a connection. At most \(AptLists.mirrorLimit) mirrors
        are in a list of apt: it asks each of them for a file that none has.

        """
    return PublicFile(
        path: "README.txt",
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
}
