import Posix

/// Where a field may stand.
enum FieldPlace {
    case mirror, defaults, both
}

/// One field of the configuration: its name, where it may stand, and how its value is read into the settings of a mirror or registry.
///
/// `read` returns what it expected when the value is none of it, and nil when all is well.
struct FieldRule<Settings> {
    let name: String
    let place: FieldPlace
    let read: (inout Settings, String, _ directory: String) -> String?

    init(
        _ name: String, _ place: FieldPlace = .both,
        read: @escaping (inout Settings, String, String) -> String?
    ) {
        self.name = name
        self.place = place
        self.read = read
    }
}

/// Fields that later versions may know: refused by name, for ignoring one would mirror or keep something other than what was
/// asked for.
let unsupportedFields = [
    "Stale-After", "After-Publish", "Status-Page",
]

/// Fields that are read outside of the table.
let structuralFields = ["Mirror", "Upstream", "Defaults", "State", "Log", "User"]

/// A session may pause for less than 45 minutes; 5 of them are left for what lies between two connections.
private let pauseLimit: Int64 = 40 * 60

/// The table of fields; sources: sources.list(5) for `Signed-By`, rsync(1) for those that become its options.
func makeFieldRules() -> [FieldRule<MirrorSettings>] {
    [
        FieldRule("Root", .mirror) { mirror, value, directory in
            readPath(value, directory) { mirror.root = $0 }
        },
        FieldRule("Public", .mirror) { mirror, value, directory in
            readPath(value, directory) { mirror.publicLink = $0 }
        },
        FieldRule("Signed-By") { mirror, value, directory in
            readKeyrings(value, directory) { mirror.keyrings = $0 }
        },
        FieldRule("Unsigned") { mirror, value, _ in readYesNo(value) { mirror.isUnsignedAllowed = $0 } },
        FieldRule("Archived") { mirror, value, _ in
            mirror.archivedSuites = words(value)
            return nil
        },
        FieldRule("Waivers", .mirror) { mirror, value, directory in
            readPath(value, directory) { mirror.waiversFile = $0 }
        },
        FieldRule("Suites") { mirror, value, _ in readNames(value, .suite) { mirror.suites = $0 } },
        FieldRule("Components") { mirror, value, _ in readNames(value, .component) { mirror.components = $0 } },
        FieldRule("Architectures") { mirror, value, _ in
            if words(value).contains("source") { return "names of architectures; for sources there is `Sources: yes`" }
            return readNames(value, .architecture) { mirror.architectures = $0 }
        },
        FieldRule("Sources") { mirror, value, _ in readYesNo(value) { mirror.hasSources = $0 } },
        FieldRule("Exclude") { mirror, value, _ in readPatterns(value) { mirror.excludes = $0 } },
        FieldRule("At") { mirror, value, _ in readMinuteOfDay(value) { mirror.earliestMinute = $0 } },
        FieldRule("Time-Zone") { mirror, value, _ in
            let isName = words(value) == [value] && !value.contains("..") && !value.hasPrefix("/")
            mirror.timeZoneName = value
            let isThere = isName && (try? fileStatus("/usr/share/zoneinfo/\(value)"))??.kind == .regular
            return isThere || value == "UTC" ? nil : "the name of a file below /usr/share/zoneinfo, as Europe/Berlin"
        },
        FieldRule("Splay") { mirror, value, _ in
            readDuration(value, 0...(6 * 3600)) { mirror.splay = $0 }
        },
        FieldRule("Bandwidth") { mirror, value, _ in readBandwidth(value) { mirror.bandwidth = $0 } },
        FieldRule("Source-Address") { mirror, value, _ in
            mirror.sourceAddress = value
            return isAddress(value) ? nil : "an IPv4 or IPv6 address"
        },
        FieldRule("Address-Family") { mirror, value, _ in readAddressFamily(value) { mirror.addressFamily = $0 } },
        FieldRule("Password-File") { mirror, value, directory in
            readPath(value, directory) { mirror.passwordFile = $0 }
        },
        FieldRule("Follow-Up") { mirror, value, _ in readDuration(value, 0...pauseLimit) { mirror.followUpPause = $0 }
        },
        FieldRule("Retry-Pause") { mirror, value, _ in readDuration(value, 0...pauseLimit) { mirror.retryPause = $0 } },
        FieldRule("Stalled-After") { mirror, value, _ in readDuration(value, 1...pauseLimit) { mirror.stallLimit = $0 }
        },
        FieldRule("Longest-Transfer") { mirror, value, _ in
            readDuration(value, 1...(20 * 3600)) { mirror.transferLimit = $0 }
        },
        FieldRule("Keep-Generations") { mirror, value, _ in readInteger(value, 2...1000) { mirror.keepGenerations = $0 }
        },
        FieldRule("Grace") { mirror, value, _ in
            readDuration(value, 0...(90 * 86_400)) { mirror.grace = $0 }
        },
        FieldRule("Scrub") { mirror, value, _ in readScrubShare(value) { mirror.scrubShare = $0 } },
        FieldRule("Minimum-Free") { mirror, value, _ in readMinimumFree(value) { mirror.minimumFree = $0 } },
        FieldRule("Largest-Fall") { mirror, value, _ in readPercent(value, 1...100) { mirror.largestFall = $0 } },
        FieldRule("Trace-Name") { mirror, value, _ in
            mirror.traceName = value
            let isName =
                !value.isEmpty && !value.hasPrefix(".") && !value.hasPrefix("-")
                && value.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
            return isName ? nil : "a host name"
        },
        FieldRule("Registry-Token", .mirror) { mirror, value, _ in
            mirror.registryToken = value
            let isWord =
                !value.isEmpty && value.utf8.count <= 128
                && value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
            return isWord ? nil : "the token that the registry gave, one word"
        },
    ]
}
