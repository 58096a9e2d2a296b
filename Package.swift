// swift-tools-version: 6.2
import PackageDescription

/// The settings of every Swift target: warnings are errors, and glibc shows its GNU calls.
let swiftSettings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]
let cSettings: [CSetting] = [.define("_GNU_SOURCE")]

func module(_ wing: String, _ name: String, _ dependencies: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies.map { .byName(name: $0) }, path: "Sources/\(wing)/\(name)",
        cSettings: cSettings, swiftSettings: swiftSettings)
}

func tests(_ wing: String, _ name: String, _ dependencies: [String]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies.map { .byName(name: $0) }, path: "Tests/\(wing)\(name)Tests",
        cSettings: cSettings, swiftSettings: swiftSettings)
}

func library(_ name: String, pkgConfig: String?, debian: String) -> Target {
    .systemLibrary(name: name, path: "Sources/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

let package = Package(
    name: "mirrorward",
    products: [.executable(name: "mirrorward", targets: ["mirrorward"])],
    targets: [
        library("CSQLite", pkgConfig: "sqlite3", debian: "libsqlite3-dev"),
        library("CZlib", pkgConfig: "zlib", debian: "zlib1g-dev"),
        library("CLZMA", pkgConfig: "liblzma", debian: "liblzma-dev"),
        library("CZstd", pkgConfig: "libzstd", debian: "libzstd-dev"),
        // Debian 12 ships no bzip2.pc; the module map links the library by name.
        library("CBzip2", pkgConfig: nil, debian: "libbz2-dev"),
        library("CCrypto", pkgConfig: "libcrypto", debian: "libssl-dev"),
        library("CCurl", pkgConfig: "libcurl", debian: "libcurl4-openssl-dev"),
        library("CIDN2", pkgConfig: "libidn2", debian: "libidn2-dev"),
        .systemLibrary(name: "CLinux", path: "Sources/System/CLinux"),
        .systemLibrary(name: "CResolv", path: "Sources/System/CResolv"),

        module("System", "Timekeeping"),
        module("System", "Posix", ["CLinux", "Timekeeping"]),
        module("System", "SQLite", ["CSQLite"]),

        module("Archive", "Deb822"),
        module("Archive", "ArchiveModel", ["Deb822", "Timekeeping"]),
        module("Archive", "Digests", ["ArchiveModel", "CCrypto", "Posix"]),
        module(
            "Archive", "Decompression",
            ["ArchiveModel", "CBzip2", "CLZMA", "CZlib", "CZstd", "Digests", "Posix"]),
        module(
            "Archive", "Validation",
            ["ArchiveModel", "Deb822", "Decompression", "Digests", "Posix", "Timekeeping"]),

        module("Mirror", "Scheduling", ["Timekeeping"]),
        module("Mirror", "Transfer", ["Posix", "Timekeeping"]),
        module("Mirror", "Publishing", ["Posix", "Timekeeping"]),

        module("Registry", "MirrorRegistry", ["ArchiveModel", "CIDN2", "Deb822", "Digests", "Timekeeping"]),
        module(
            "Registry", "Probing",
            [
                "ArchiveModel", "CCurl", "CResolv", "Deb822", "Decompression", "Digests", "MirrorRegistry", "Posix",
                "Timekeeping", "Transfer", "Validation",
            ]),

        module(
            "Program", "Configuration",
            [
                "ArchiveModel", "Deb822", "MirrorRegistry", "Posix", "Scheduling", "Timekeeping", "Transfer",
                "Validation",
            ]),
        module("Program", "StateStore", ["MirrorRegistry", "SQLite", "Scheduling", "Timekeeping"]),
        module("Program", "Reporting", ["MirrorRegistry", "Timekeeping"]),
        module(
            "Program", "Operations",
            [
                "ArchiveModel", "Configuration", "Deb822", "Digests", "MirrorRegistry", "Posix", "Probing",
                "Publishing", "Reporting", "Scheduling", "SQLite", "StateStore", "Timekeeping", "Transfer",
                "Validation",
            ]),
        module(
            "Program", "Commands",
            [
                "Configuration", "MirrorRegistry", "Operations", "Posix", "Reporting", "Scheduling", "Timekeeping",
                "Transfer",
            ]),
        .executableTarget(
            name: "mirrorward", dependencies: ["Commands", "Operations", "Posix", "Timekeeping"],
            path: "Sources/Program/mirrorward", cSettings: cSettings,
            swiftSettings: swiftSettings),

        .target(
            name: "TestSupport",
            dependencies: [
                "CCrypto", "CCurl", "CLZMA", "CZlib", "MirrorRegistry", "Posix", "Publishing", "Timekeeping",
            ],
            path: "Tests/TestSupport",
            cSettings: cSettings, swiftSettings: swiftSettings),
        // Shared by SchedulingTests and by the command that Tests/Simulation/run builds.
        .target(
            name: "Simulation", dependencies: ["Scheduling", "Timekeeping"], path: "Tests/Simulation/Model",
            cSettings: cSettings, swiftSettings: swiftSettings),
        tests("System/", "Timekeeping", ["Timekeeping"]),
        tests("System/", "Posix", ["Posix", "TestSupport", "Timekeeping"]),
        tests("System/", "SQLite", ["SQLite", "TestSupport"]),
        tests("Archive/", "Deb822", ["Deb822"]),
        tests("Archive/", "ArchiveModel", ["ArchiveModel", "Deb822", "Posix", "TestSupport", "Timekeeping"]),
        tests("Archive/", "Digests", ["ArchiveModel", "Digests", "Posix", "TestSupport"]),
        tests(
            "Archive/", "Decompression",
            ["ArchiveModel", "CBzip2", "CLZMA", "CZstd", "Decompression", "Digests", "Posix", "TestSupport"]),
        tests(
            "Archive/", "Validation",
            ["ArchiveModel", "Deb822", "Digests", "Posix", "TestSupport", "Timekeeping", "Validation"]),
        tests("Mirror/", "Scheduling", ["Scheduling", "Simulation", "Timekeeping"]),
        tests("Mirror/", "Transfer", ["Posix", "TestSupport", "Timekeeping", "Transfer"]),
        tests("Mirror/", "Publishing", ["Posix", "Publishing", "TestSupport", "Timekeeping"]),
        tests(
            "Registry/", "MirrorRegistry", ["ArchiveModel", "Deb822", "MirrorRegistry", "TestSupport", "Timekeeping"]),
        tests(
            "Registry/", "Probing",
            [
                "ArchiveModel", "CCurl", "Digests", "MirrorRegistry", "Posix", "Probing", "TestSupport", "Timekeeping",
                "Transfer",
            ]),
        tests("Program/", "Configuration", ["Configuration", "MirrorRegistry", "Posix", "TestSupport", "Transfer"]),
        tests(
            "Program/", "StateStore",
            ["MirrorRegistry", "Posix", "SQLite", "Scheduling", "StateStore", "TestSupport", "Timekeeping"]),
        tests("Program/", "Reporting", ["MirrorRegistry", "Reporting", "Timekeeping"]),
        tests(
            "Program/", "Operations",
            [
                "Configuration", "MirrorRegistry", "Operations", "Posix", "Publishing", "Reporting", "SQLite",
                "Scheduling", "StateStore", "TestSupport", "Timekeeping", "Transfer", "Validation",
            ]),
        tests("Program/", "Commands", ["Commands"]),
        .testTarget(
            name: "AgreementTests", dependencies: ["TestSupport", "Posix", "Timekeeping", "mirrorward"],
            path: "Tests/AgreementTests", cSettings: cSettings, swiftSettings: swiftSettings),
        .testTarget(
            name: "FaultTests",
            dependencies: ["Posix", "Publishing", "SQLite", "Scheduling", "TestSupport", "mirrorward"],
            path: "Tests/FaultTests", cSettings: cSettings, swiftSettings: swiftSettings),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Configuration", "MirrorRegistry", "Operations", "Posix", "Reporting", "Scheduling", "SQLite",
                "TestSupport", "Timekeeping",
                "mirrorward",
            ],
            path: "Tests/EndToEndTests", cSettings: cSettings, swiftSettings: swiftSettings),
    ],
    swiftLanguageModes: [.v6]
)

// libFuzzer brings the main function, so that a plain build could not link it: Tests/Fuzz/run sets the variable.
if Context.environment["MIRRORWARD_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "ArchiveModel", "Deb822", "Decompression", "Digests", "MirrorRegistry", "Posix", "Timekeeping",
                "Validation",
            ], path: "Tests/Fuzz", exclude: ["run"], cSettings: cSettings,
            swiftSettings: swiftSettings + [.unsafeFlags(["-parse-as-library"])]))
}

// Measures parts of the program (Tests/Benchmarks/run). Only on demand: nothing that is installed or tested needs it.
if Context.environment["MIRRORWARD_BENCHMARKS"] != nil {
    package.targets.append(
        .executableTarget(
            name: "benchmarks", dependencies: ["ArchiveModel", "Deb822", "Digests", "Posix"],
            path: "Sources/Program/benchmarks", cSettings: cSettings, swiftSettings: swiftSettings))
}

// Ten years of cron for every time zone (Tests/Simulation/run).
if Context.environment["MIRRORWARD_SIMULATION"] != nil {
    package.targets.append(
        .executableTarget(
            name: "simulate", dependencies: ["Simulation"], path: "Tests/Simulation/Program", cSettings: cSettings,
            swiftSettings: swiftSettings))
}
