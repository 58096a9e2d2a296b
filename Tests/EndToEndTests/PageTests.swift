import MirrorRegistry
import Posix
import TestSupport
import Testing

@Suite("The pages of the public list, as validators see them")
struct PageTests {
    static let counts = [0, 5, 200]

    @Test("are valid HTML of which a strict parser has nothing to say", arguments: counts)
    func strictParser(count: Int) throws {
        let list = SampleLists.hostile(count)
        let directory = try written(list)
        let result = try runSuccessfully(Self.python, ["-c", Self.parsing, directory.path])
        #expect(result.output == "\(list.mirrors.count + 3) pages\n", "\(result)")
    }

    @Test("are valid HTML by tidy", arguments: counts)
    func tidy(count: Int) throws {
        let list = SampleLists.hostile(count)
        let directory = try written(list)
        let files = try filePaths(of: directory.path).map { "\(directory.path)/\($0)" }
        #expect(files.count == list.mirrors.count + 3)
        let result = try runCommand("tidy", ["-e", "-q", "-utf8"] + files)
        // ARIA 1.1, which brought aria-current, is younger than the attributes that tidy 5.6 knows.
        let complaints = result.everything.split(separator: "\n").filter { !$0.contains("attribute \"aria-current\"") }
        #expect(complaints.isEmpty, "\(complaints.prefix(9).joined(separator: "\n"))")
        #expect(result.status <= 1)
    }

    @Test(
        "load nothing, and lead outside only to the addresses of mirrors, of sponsors and of the archive",
        arguments: counts)
    func references(count: Int) throws {
        let list = SampleLists.hostile(count)
        let directory = try written(list)
        let found = try runSuccessfully(Self.python, ["-c", Self.references, directory.path]).output
        let lines = found.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        #expect(!lines.isEmpty)
        let own = Set(htmlFiles(of: list).map(\.path) + Self.otherForms)
        let outside = Set(list.mirrors.flatMap { $0.addresses.map(\.text) + [$0.fields.sponsorURL ?? ""] } + face(list))
        for line in lines {
            guard line.count == 3 else {
                Issue.record("\(line)")
                continue
            }
            let (element, attribute, target) = (line[0], line[1], line[2])
            if own.contains(target) || target.hasPrefix("#") || (element == "link" && target == "data:,") { continue }
            #expect(element == "a" && attribute == "href" && outside.contains(target), "\(line)")
        }
    }

    @Test("allow by their policy the script and the style that stand in them, and nothing else", arguments: counts)
    func policy(count: Int) throws {
        let list = SampleLists.hostile(count)
        let directory = try written(list)
        let result = try runSuccessfully(Self.python, ["-c", Self.policies, directory.path])
        #expect(result.output == "\(list.mirrors.count + 3) pages\n", "\(result)")
    }

    private func face(_ list: PublicList) -> [String] {
        [list.face.archiveURL?.text, list.face.policyURL, list.face.contactURL].compactMap(\.self)
    }

    private func written(_ list: PublicList) throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        for file in htmlFiles(of: list) {
            try directory.write(String(decoding: file.bytes, as: UTF8.self), to: file.path)
        }
        return directory
    }

    /// What is written beside the pages, by other writers.
    private static let otherForms = [
        "index.html#all", "mirrors.json", "status.json", "mirrors.txt", "mirrors.masterlist", "mirmon.txt",
        "removed.json",
        "changes.atom", "README.txt",
    ]
}

extension PageTests {
    /// That of Debian, for which its packages are installed, and not the first of PATH.
    private static let python = "/usr/bin/python3"

    private static let pages = """
        import base64, hashlib, os, re, sys, html5lib
        found = sorted(os.path.join(d, f) for d, _, files in os.walk(sys.argv[1]) for f in files)
        def parse(path):
            with open(path, 'rb') as page:
                return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page, transport_encoding='utf-8')

        """

    private static let parsing =
        pages + """
            for path in found: parse(path)
            print(len(found), 'pages')
            """

    /// One line for each address in any attribute that loads or leads: element, attribute, address as seen from the top.
    private static let references =
        pages + """
            names = {'href', 'src', 'srcset', 'action', 'formaction', 'poster', 'data', 'ping', 'background', 'cite',
                     'manifest', '{http://www.w3.org/1999/xlink}href'}
            for path in found:
                folder = os.path.relpath(os.path.dirname(path), sys.argv[1])
                for element in parse(path).iter():
                    for name, value in element.attrib.items():
                        if name not in names and name != 'style' and not name.startswith('on'): continue
                        outside = re.match('[a-z]+:|#', value)
                        print(element.tag, name, value if outside else os.path.normpath(os.path.join(folder, value)), sep='\\t')
                    if element.tag == 'style' and re.search(r'url\\(|@import|image-set', element.text): print('style')
            """

    private static let policies =
        pages + """
            def allowed(element):
                return "'sha256-" + base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode() + "'"
            for path in found:
                page = parse(path)
                policy = [m.attrib['content'] for m in page.iter('meta') if m.attrib.get('http-equiv')]
                style, script = list(page.iter('style')), list(page.iter('script'))
                assert len(policy) == len(style) == len(script) == 1, path
                rules = [part.strip() for part in policy[0].split(';')]
                assert rules[:3] == ["default-src 'none'", 'style-src ' + allowed(style[0]), 'script-src ' + allowed(script[0])], policy
                assert not script[0].attrib and 'unsafe' not in policy[0], policy
            print(len(found), 'pages')
            """
}
