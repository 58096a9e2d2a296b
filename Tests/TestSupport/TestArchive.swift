package import Timekeeping

/// An APT archive as a value: change it, then write it to an upstream.
package struct TestArchive: Sendable {
    /// A binary package; a source package of the same version is made for each of different `source`.
    package struct Package: Sendable, Hashable {
        package var name: String
        package var version: String
        package var architecture: String
        package var component: String
        /// What the package holds; a longer one makes a larger .deb.
        package var content: [UInt8]
        /// Stands in the index in place of the true path.
        package var claimedFilename: String?

        package init(
            _ name: String, _ version: String, architecture: String = "amd64", component: String = "main",
            content: [UInt8]? = nil, claimedFilename: String? = nil
        ) {
            self.name = name
            self.version = version
            self.architecture = architecture
            self.component = component
            self.content = content ?? Array("\(name) \(version)\n".utf8)
            self.claimedFilename = claimedFilename
        }

        /// Where the archive keeps it, as `pool/main/b/birdsong/birdsong_1.0_amd64.deb`.
        package var poolPath: String { "\(poolDirectory)/\(name)_\(version)_\(architecture).deb" }
        package var sourcePath: String { "\(poolDirectory)/\(name)_\(version).dsc" }
        var poolDirectory: String { "pool/\(component)/\(name.prefix(1))/\(name)" }
    }

    package struct Suite: Sendable {
        package var name: String
        package var codename: String
        package var date: Instant
        package var validUntil: Instant?
        package var components = ["main", "contrib"]
        package var architectures = ["all", "amd64", "arm64"]
        package var packages: [Package]
        /// Suites without Release and Release.gpg, or without InRelease, are legal.
        package var hasInRelease = true
        package var hasRelease = true
        package var acquireByHash = true
        /// Further lines of Release, each with its newline.
        package var extraFields = ""

        package init(_ name: String, codename: String, date: Instant, packages: [Package]) {
            self.name = name
            self.codename = codename
            self.date = date
            self.packages = packages
        }
    }

    package var suites: [Suite]

    /// Two suites that share a package, with packages of every architecture in `main` and one in `contrib`.
    package static var small: TestArchive {
        let date = Instant(CalendarDay(year: 2024, month: 1, day: 6), hour: 10)
        let nest = [Package("nest", "2.3-1"), Package("nest", "2.3-1", architecture: "arm64")]
        let feather = Package("feather-tools", "0.4-2", architecture: "all", component: "contrib")
        func birdsong(_ version: String) -> [Package] {
            [Package("birdsong", version), Package("birdsong", version, architecture: "arm64")]
        }
        return TestArchive(suites: [
            Suite("stable", codename: "wren", date: date, packages: nest + birdsong("1.0-1") + [feather]),
            Suite("testing", codename: "tern", date: date, packages: nest + birdsong("1.1-1")),
        ])
    }

    package init(suites: [Suite]) {
        self.suites = suites
    }

    /// Changes the first suite and dates it `days` later, as an archive does at each update.
    package mutating func update(days: Int64 = 1, _ change: (inout Suite) -> Void = { _ in }) {
        change(&suites[0])
        suites[0].date = suites[0].date.adding(seconds: days * 86_400)
    }
}
