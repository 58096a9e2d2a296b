import TestSupport

/// Where we deliberately say something else than apt, and why.
struct ExpectedDeviation: Sendable {
    let deviation: Comparison.Deviation
    let shapes: [ArchiveShape.Name]
    /// Parts of the descriptions of the files or fields that it is about; one of them is there.
    let objects: [String]
    /// What happened to them; one of these is there.
    let fates: [String]
    let reason: String

    init(
        _ deviation: Comparison.Deviation, _ shapes: [ArchiveShape.Name], _ objects: [String], _ fates: [String] = [""],
        because reason: String
    ) {
        self.deviation = deviation
        self.shapes = shapes
        self.objects = objects
        self.fates = fates
        self.reason = reason
    }

    func isAbout(_ damage: ArchiveDamage) -> Bool {
        shapes.contains(damage.shape)
            && objects.contains { $0.isEmpty || damage.description.contains($0) }
            && fates.contains { $0.isEmpty || damage.description.hasSuffix($0) }
    }

    static func of(_ damage: ArchiveDamage) -> ExpectedDeviation? { all.first { $0.isAbout(damage) } }

    static let all = unsafe + wrongBytes + unreadable + syntax + notTold

    private static let wrong = [
        FileFate.truncated, .flipped, .emptied, .lastWeeks, .webPage, .linkOutside,
    ].map(\.words)

    private static let unsafe: [ExpectedDeviation] = [
        ExpectedDeviation(
            .stricter, [.dotdeb, .debian, .security, .ubuntu], ["/Release replaced", "/Release.gpg replaced"],
            [FileFate.linkOutside.words],
            because: "unsafe: it serves a file of the machine, whoever asks"),
        ExpectedDeviation(
            .tooLoud, [.debian, .ubuntu], ["dep11/CID-Index", "dep11/icons-", "Packages.diff/Index "],
            [FileFate.linkOutside.words], because: "unsafe: it serves a file of the machine, whoever asks"),
        ExpectedDeviation(
            .stricter, [.debian, .ubuntu],
            [
                "/binary-all/Packages.", "/Contents-udeb-", "/SHA256SUMS", "binary-all/Release", "binary-amd64/Release",
                "binary-arm64/Release",
            ], [FileFate.linkOutside.words], because: "unsafe: it serves a file of the machine, whoever asks"),
        ExpectedDeviation(
            .stricter, [.dotdeb],
            ["a listed path with ..", "a listed path with a backslash", "an absolute path listed"],
            because: "unsafe: no archive lists such a path in good faith"),
    ]

    private static let wrongBytes: [ExpectedDeviation] = [
        ExpectedDeviation(
            .stricter, [.debian], ["/debian-installer/"], wrong,
            because: "the installer reads it, which is no client of apt's"),
        ExpectedDeviation(
            .stricter, [.debian, .ubuntu],
            [
                "/binary-amd64/Packages.gz", "/binary-arm64/Packages.gz", "/Sources.gz", "/Translation-en.gz",
                "/Components-amd64.yml.gz",
            ], wrong,
            because: "clients read it whose order of compressions begins with gzip"),
        ExpectedDeviation(
            .stricter, [.debian],
            [
                "with a bit flipped, its by-hash copy sound",
                "a plain Packages of last week that Release lists with other bytes",
            ],
            because: "debootstrap reads it, and every client that is told not to ask by hash"),
        ExpectedDeviation(
            .stricter, [.debian], ["birdsong-udeb_1.0-1_amd64.udeb", "udeb missing"],
            because: "the installer loads it, which is no client of apt's"),
    ]

    private static let unreadable: [ExpectedDeviation] = [
        ExpectedDeviation(
            .stricter, [.dotdeb, .debian, .security, .ubuntu], ["/InRelease "], [FileFate.directory.words],
            because: "apt takes Release and Release.gpg after a 404; web servers answer otherwise"),
        ExpectedDeviation(
            .stricter, [.flat], ["debian/Packages.gz "], [FileFate.unreadable.words, FileFate.directory.words],
            because: "apt takes the plain form after a 403 or 404; other clients stop"),
        ExpectedDeviation(
            .stricter, [.flat], ["debian/Packages "],
            FileFate.allCases.filter { $0 != .missing }.map(\.words),
            because: "apt prefers the packed form; other programs read the plain one"),
        ExpectedDeviation(
            .stricter, [.ubuntu], ["/Translation-en."], [FileFate.unreadable.words, FileFate.directory.words],
            because: "apt takes another form after a 403 or 404; other clients stop"),
        ExpectedDeviation(
            .tooLoud, [.debian, .ubuntu], ["dep11/CID-Index", "dep11/icons-", "Packages.diff/Index "],
            [FileFate.unreadable.words, FileFate.directory.words],
            because: "what a web server cannot read is not published, in a file of any kind"),
        ExpectedDeviation(
            .stricter, [.debian, .ubuntu],
            [
                "/Packages.", "/Sources.", "/Components-amd64.yml.", "/Contents-arm64.gz", "/Contents-udeb-amd64.gz",
                "/binary-all/Release", "/binary-amd64/Release", "/binary-arm64/Release", "/SHA256SUMS",
            ], [FileFate.unreadable.words, FileFate.directory.words],
            because: "apt takes another form after a 403 or 404, or does without; other clients stop"),
    ]

    private static let syntax: [ExpectedDeviation] = [
        ExpectedDeviation(
            .stricter, [.debian], ["an old by-hash file whose bytes are others"],
            because: "a client that has the older Release asks for it and stops there"),
        ExpectedDeviation(
            .stricter, [.dotdeb],
            [
                "a comment in Release", "a line of Release without a colon",
                "Sources: a line without a colon",
            ],
            because: "apt skips the line; other readers of deb822 refuse the file"),
        ExpectedDeviation(
            .stricter, [.dotdeb], ["an index listed twice with two hashes", "an index listed twice with two sizes"],
            because: "apt takes one of the two; which one depends on its version"),
        ExpectedDeviation(
            .stricter, [.dotdeb], ["Packages: Size with a sign", "Packages: Size with a unit"],
            because: "apt reads the digits alone; other readers refuse the record"),
        ExpectedDeviation(
            .stricter, [.dotdeb], ["Packages: one version twice with other hashes"],
            because: "apt takes the first; one of the two describes a file that is not there"),
        ExpectedDeviation(
            .stricter, [.dotdeb],
            ["Checksums-Sha256 of MD5 alone, as Files"],
            because: "apt-get source says nothing and fetches nothing of that source"),
    ]

    private static let notTold: [ExpectedDeviation] = [
        ExpectedDeviation(
            .unnamed, [.debian, .ubuntu], ["dep11/icons-"], [FileFate.missing.words],
            because: "no program asks for icons unless it is told to: a note"),
        ExpectedDeviation(
            .milder, [.security], ["indexes below updates/main"],
            because: "whoever writes updates/main into sources.list finds them, as older security archives want it"),
        ExpectedDeviation(
            .milder, [.debian],
            [
                "all of main missing", "all sources missing", "the component contrib missing",
            ],
            because: "a part without any index is not carried by the upstream: a warning"),
        ExpectedDeviation(
            .milder, [.debian], ["the symlink stable missing"],
            because: "nothing in the tree tells that it was there; beside live it is told as gone"),
        ExpectedDeviation(
            .milder, [.dotdeb],
            [
                "Packages: Package garbled", "Packages: Package in upper case", "Packages: Package with a blank",
                "Packages: Version garbled", "Packages: Architecture garbled",
                "Packages: Architecture of another machine",
                "Packages: Architecture with a blank", "Packages: Version with two epochs",
                "Packages: Version that dpkg refuses",
            ],
            because: "a whole record of another package, as far as anybody can tell; apt reads it"),
        ExpectedDeviation(
            .milder, [.dotdeb],
            [
                "dists/wren/all/binary-amd64/Packages.gz", "dists/wren/all/binary-arm64/Packages.gz",
                "dists/wren/all/source/Sources.gz",
            ],
            [FileFate.missing.words],
            because: "an architecture without any index is not carried by the upstream: a warning"),
    ]
}
